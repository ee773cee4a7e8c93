import type { z } from 'zod';
import { USUAL_THRESHOLDS } from '../flags/catalogue.ts';
import type { Text } from '../kpis/definition.ts';
import { labelOf, pointerOf } from './labels.ts';

/** What is wrong with a scheme at one place, in words for a department. It never quotes a value. */
export interface SchemeFault {
  readonly code: FaultCode;
  /** JSON pointer (RFC 6901) into the document. */
  readonly pointer: string;
  readonly messages: Text;
}

/** Stable names of what can be wrong. */
export type FaultCode =
  | 'missing'
  | 'unknown_field'
  | 'wrong_type'
  | 'wrong_form'
  | 'out_of_range'
  | 'unknown_function'
  | 'missing_parameter'
  | 'unknown_parameter'
  | 'wrong_function'
  | 'not_in_order'
  | 'unknown_kpi'
  | 'wrong_level'
  | 'context_kpi'
  | 'no_function'
  | 'weights_not_100'
  | 'restricted'
  | 'approval_repeated'
  | 'approval_not_needed'
  | 'approval_too_late'
  | 'approval_in_future'
  | 'personal_data'
  | 'grades_not_descending'
  | 'grade_repeated'
  | 'unknown_grade'
  | 'unknown_category'
  | 'unknown_flag'
  | 'unknown_threshold'
  | 'unknown_unit'
  | 'other_scheme';

type Path = readonly PropertyKey[];
type Issue = z.core.$ZodIssue;

/** The functions and their parameters, as a department reads them. */
export const FUNCTION_WORDS: Readonly<Record<string, Text>> = {
  band: { zh: 'floor、meets、excels', en: 'floor, meets and excels' },
  target: { zh: 'floor、target，或 byArea', en: 'floor and target, or byArea' },
  change: { zh: '无', en: 'none' },
  peers: { zh: 'zero、hundred，可加 perMonth', en: 'zero and hundred, and perhaps perMonth' },
};

const TYPES: Readonly<Record<string, Text>> = {
  string: { zh: '文字', en: 'text' },
  number: { zh: '数字', en: 'a number' },
  int: { zh: '整数', en: 'a whole number' },
  boolean: { zh: '是或否（true 或 false）', en: 'true or false' },
  array: { zh: '列表', en: 'a list' },
};
const OBJECT: Text = { zh: '由名称和值组成的对象', en: 'an object of names and values' };

/** Forms of text that a field asks for. */
const FORMS: Readonly<Record<string, Text>> = {
  id: {
    zh: '小写字母开头，只含小写字母、数字和连字符，最多 64 个字符',
    en: 'small letters, digits and hyphens, a letter first, at most 64 characters',
  },
  jurisdiction: { zh: '12 位数字的单位代码', en: 'the 12 digits of a unit code' },
};
const DAY: Text = {
  zh: '真实存在的日期，如 2024-04-15',
  en: 'a day that exists, such as 2024-04-15',
};

/** A fault at a place; the words follow the place's name. */
export function faultAt(code: FaultCode, path: Path, messages: Text): SchemeFault {
  const { zh, en } = labelOf(path);
  return {
    code,
    pointer: pointerOf(path),
    messages: { zh: `「${zh}」${messages.zh}`, en: `${en}: ${messages.en}` },
  };
}

/** What stands at a place of a document; undefined where nothing does. */
export function valueAt(document: unknown, path: Path): unknown {
  let value = document;
  for (const step of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) {
      return undefined;
    }
    value = (value as Readonly<Record<PropertyKey, unknown>>)[step];
  }
  return value;
}

/** The name of the scoring function that a place lies in; undefined elsewhere. */
function functionAround(document: unknown, path: Path): string | undefined {
  if (path[0] !== 'scores' || path.length < 2) return undefined;
  const name = valueAt(document, [...path.slice(0, 2), 'function']);
  return typeof name === 'string' && Object.hasOwn(FUNCTION_WORDS, name) ? name : undefined;
}

const parametersOf = (name: string, { zh, en }: Text): Text => ({
  zh: `${zh}；函数 ${name} 的参数：${FUNCTION_WORDS[name]?.zh}`,
  en: `${en}; the parameters of ${name} are: ${FUNCTION_WORDS[name]?.en}`,
});

/** The faults of a function that fits none of those there are. */
function functionFaults(
  document: unknown,
  issue: Extract<Issue, { code: 'invalid_union' }>,
): SchemeFault[] {
  const { path } = issue;
  const value = valueAt(document, path);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return [faultAt('wrong_type', path, { zh: `应为${OBJECT.zh}`, en: `must be ${OBJECT.en}` })];
  }
  // The forms that bear its name; `target` has two, the second with `byArea`.
  const forms = issue.errors.filter(
    (issues) => !issues.some(({ path: [at] }) => at === 'function'),
  );
  const meant = Object.hasOwn(value, 'byArea') ? forms.at(-1) : forms[0];
  if (meant) {
    return meant.flatMap((inner) =>
      shapeFaults(document, { ...inner, path: [...path, ...inner.path] }),
    );
  }
  const names = Object.keys(FUNCTION_WORDS);
  return [
    faultAt('unknown_function', [...path, 'function'], {
      zh: `应为以下之一：${names.join('、')}`,
      en: `must be one of ${names.join(', ')}`,
    }),
  ];
}

/** A name that nothing has at this place: a parameter, a flag, a threshold or a field. */
function unknownName(document: unknown, path: Path): SchemeFault {
  const fn = functionAround(document, path);
  if (fn) {
    const words = { zh: `不是函数 ${fn} 的参数`, en: `is no parameter of ${fn}` };
    return faultAt('unknown_parameter', path, parametersOf(fn, words));
  }
  const [field, flag] = path;
  if (field !== 'flags') {
    return faultAt('unknown_field', path, {
      zh: '考核办法没有这一项，请删除',
      en: 'a scheme has no such field; take it out',
    });
  }
  if (path.length === 2) {
    const flags = Object.keys(USUAL_THRESHOLDS);
    return faultAt('unknown_flag', path, {
      zh: `没有这个异常标记，应为以下之一：${flags.join('、')}`,
      en: `there is no such flag; it is one of ${flags.join(', ')}`,
    });
  }
  const thresholds = Object.keys(USUAL_THRESHOLDS[String(flag)] ?? {});
  return faultAt('unknown_threshold', path, {
    zh: `该标记没有这个阈值，应为以下之一：${thresholds.join('、')}`,
    en: `this flag has no such threshold; it is one of ${thresholds.join(', ')}`,
  });
}

/** One issue of the schema in words. */
export function shapeFaults(document: unknown, issue: Issue): SchemeFault[] {
  const { path } = issue;
  const inFunction = functionAround(document, path);
  switch (issue.code) {
    case 'invalid_union':
      return functionFaults(document, issue);
    case 'unrecognized_keys':
      return issue.keys.map((key) => unknownName(document, [...path, key]));
    case 'invalid_type': {
      const { zh, en } = TYPES[issue.expected] ?? OBJECT;
      if (valueAt(document, path) !== undefined) {
        return [faultAt('wrong_type', path, { zh: `应为${zh}`, en: `must be ${en}` })];
      }
      if (inFunction) {
        return [
          faultAt(
            'missing_parameter',
            path,
            parametersOf(inFunction, {
              zh: `未填写，函数 ${inFunction} 需要它`,
              en: `is missing, and ${inFunction} needs it`,
            }),
          ),
        ];
      }
      return [faultAt('missing', path, { zh: `未填写，应为${zh}`, en: `is missing; it is ${en}` })];
    }
    case 'invalid_format': {
      const { zh, en } = FORMS[String(path.at(-1))] ?? DAY;
      return [faultAt('wrong_form', path, { zh: `应为${zh}`, en: `must be ${en}` })];
    }
    case 'too_small':
      return [faultAt('out_of_range', path, leastWords(issue))];
    case 'too_big':
      return [faultAt('out_of_range', path, mostWords(issue))];
    default:
      return [faultAt('wrong_form', path, { zh: '不正确', en: 'is not right' })];
  }
}

function leastWords({ origin, minimum, inclusive }: Extract<Issue, { code: 'too_small' }>): Text {
  if (origin === 'string') return { zh: '不能为空', en: 'must not be empty' };
  if (origin === 'array')
    return { zh: `至少要有 ${minimum} 项`, en: `must have ${minimum} or more` };
  return inclusive === false
    ? { zh: `应大于 ${minimum}`, en: `must be greater than ${minimum}` }
    : { zh: `不能小于 ${minimum}`, en: `must not be less than ${minimum}` };
}

function mostWords({ origin, maximum, inclusive }: Extract<Issue, { code: 'too_big' }>): Text {
  if (origin === 'string') {
    return { zh: `最多 ${maximum} 个字符`, en: `must have at most ${maximum} characters` };
  }
  return inclusive === false
    ? { zh: `应小于 ${maximum}`, en: `must be less than ${maximum}` }
    : { zh: `不能大于 ${maximum}`, en: `must not be more than ${maximum}` };
}
