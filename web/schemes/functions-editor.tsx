/** How each KPI's value becomes a score, and over how small a denominator it is not scored. */
import { useContext } from 'react';
import { functionWords } from '../../shared/scoring/function-words.ts';
import type { ScoreFunction } from '../../shared/scoring/functions.ts';
import type { KpiDefinition } from '../api.ts';
import { Sheet } from '../sheet.tsx';
import { isDraft, type Path, valueAt } from './draft.ts';
import { EditContext, Fault, NumberAt, usePlace } from './edit.tsx';
import { useEditorWords } from './editor-words.ts';
import { toNextRow } from './weights-editor.tsx';
import { useSchemeWords } from './words.ts';

/** A function as it is chosen; `byArea` is the second form of `target`. */
const KINDS = ['', 'band', 'target', 'byArea', 'change', 'peers'] as const;
type Kind = (typeof KINDS)[number];

const PARAMETERS: Readonly<Record<Kind, readonly string[]>> = {
  '': [],
  band: ['floor', 'meets', 'excels'],
  target: ['floor', 'target'],
  byArea: [],
  change: [],
  peers: ['zero', 'hundred'],
};
const AREAS = ['urban', 'rural'] as const;

/** What is put down when a function is chosen; its parameters are for the person to write. */
const BLANK: Readonly<Record<Kind, unknown>> = {
  '': undefined,
  band: { function: 'band' },
  target: { function: 'target' },
  byArea: { function: 'target', byArea: { urban: {}, rural: {} } },
  change: { function: 'change' },
  peers: { function: 'peers' },
};

export function FunctionsEditor({ catalogue }: { readonly catalogue: readonly KpiDefinition[] }) {
  const { language, say } = useEditorWords();
  const { say: scheme } = useSchemeWords();
  const scorable = catalogue.filter(({ better }) => better !== null);
  return (
    <section className="schemes-section" aria-labelledby="edit-functions" onKeyDown={toNextRow}>
      <h2 id="edit-functions">{say.functions}</h2>
      <p className="caption">{say.functionsHint}</p>
      <Sheet
        label={scheme.function}
        columns={[
          { key: 'kpi', title: scheme.indicator },
          { key: 'function', title: scheme.function },
          { key: 'fewest', title: say.fewest, isNumber: true },
        ]}
        rows={scorable.map((kpi) => ({
          key: kpi.id,
          cells: {
            kpi: kpi.name[language],
            function: <FunctionOf kpi={kpi} />,
            fewest: (
              <NumberAt
                path={['minimumDenominators', kpi.id]}
                label={say.parameterOf(kpi.name[language], say.fewest)}
                column="fewest"
              />
            ),
          },
        }))}
      />
    </section>
  );
}

function kindOf(value: unknown): Kind {
  if (!isDraft(value)) return '';
  const name = value.function;
  if (name === 'target' && Object.hasOwn(value, 'byArea')) return 'byArea';
  return KINDS.find((kind) => kind === name) ?? '';
}

function FunctionOf({ kpi }: { readonly kpi: KpiDefinition }) {
  const { language, say } = useEditorWords();
  const path: Path = ['scores', kpi.id];
  const { id, value, set, fault, marked } = usePlace(path);
  const named = usePlace([...path, 'function']);
  const kind = kindOf(value);
  const name = kpi.name[language];
  return (
    <>
      <div className="schemes-parameters">
        <select
          {...marked}
          aria-label={say.functionOf(name)}
          className="months-input"
          style={{ width: 'auto' }}
          value={kind}
          onChange={(event) => set(BLANK[KINDS.find((one) => one === event.target.value) ?? ''])}
        >
          {KINDS.filter((one) => one !== 'change' || kpi.form === 'change').map((one) => (
            <option key={one} value={one}>
              {one === '' ? say.none : (say.kinds[one] ?? one)}
            </option>
          ))}
        </select>
        {PARAMETERS[kind].map((parameter) => (
          <Parameter key={`${kind} ${parameter}`} path={[...path, parameter]} of={name} />
        ))}
        {kind === 'byArea' &&
          AREAS.flatMap((area) =>
            PARAMETERS.target.map((parameter) => (
              <Parameter
                key={`${area} ${parameter}`}
                path={[...path, 'byArea', area, parameter]}
                of={name}
                area={say.areas[area]}
              />
            )),
          )}
        {kind === 'peers' && <PerMonth path={[...path, 'perMonth']} of={name} />}
      </div>
      <Fault id={id} fault={fault} />
      <Fault id={named.id} fault={named.fault} />
      <Reading kpi={kpi} path={path} />
    </>
  );
}

function Parameter({
  path,
  of,
  area,
}: {
  readonly path: Path;
  readonly of: string;
  readonly area?: string;
}) {
  const { say } = useEditorWords();
  const name = String(path.at(-1));
  const words = [area, say.parameters[name] ?? name].filter(Boolean).join(' ');
  return (
    <div>
      <span className="quiet" aria-hidden="true">
        {words}{' '}
      </span>
      <NumberAt path={path} label={say.parameterOf(of, words)} />
    </div>
  );
}

function PerMonth({ path, of }: { readonly path: Path; readonly of: string }) {
  const { say } = useEditorWords();
  const { value, set, marked } = usePlace(path);
  return (
    <label>
      <input
        {...marked}
        type="checkbox"
        aria-label={say.parameterOf(of, say.perMonth)}
        checked={value === true}
        onChange={(event) => set(event.target.checked ? true : undefined)}
      />
      {say.perMonth}
    </label>
  );
}

/** How the function reads, once all its values are numbers. */
function Reading({ kpi, path }: { readonly kpi: KpiDefinition; readonly path: Path }) {
  const { language } = useSchemeWords();
  const { draft } = useContext(EditContext);
  const value = valueAt(draft, path);
  if (!isFunction(value)) return null;
  return <div className="quiet">{functionWords(value, kpi, language)}</div>;
}

function isFunction(value: unknown): value is ScoreFunction {
  const kind = kindOf(value);
  if (kind === '') return false;
  const places: Path[] =
    kind === 'byArea'
      ? AREAS.flatMap((area) => PARAMETERS.target.map((name) => ['byArea', area, name]))
      : PARAMETERS[kind].map((name) => [name]);
  return places.every((place) => typeof valueAt(value, place) === 'number');
}
