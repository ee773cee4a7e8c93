import measured from '../bench/cost/measured.json' with { type: 'json' };
import { costPage } from '../bench/cost/report.ts';
import { ACCESS, type Access, STANDINGS } from '../functions/api/access-table.ts';
import { createApp } from '../functions/api/app.ts';
import { FLAGS, USUAL_THRESHOLDS } from '../shared/flags/catalogue.ts';
import { FAMILIES } from '../shared/kpis/catalogue.ts';
import type { Kpi, Text } from '../shared/kpis/definition.ts';
import { DOCUMENTS, sourceLines } from '../shared/kpis/documents.ts';
import { DIRECTIONS, INTERVALS } from '../shared/kpis/words.ts';
import { LAKE_TABLES } from '../shared/lake/tables.ts';
import { memoryItems, memoryObjects, memoryQueue } from '../shared/testing/memory.ts';
import { createReferenceStore } from '../shared/units/store.ts';
import { guideMarkdown } from '../web/guide/markdown.ts';
import { guideOf } from '../web/guide/words.ts';
import { alarmRows } from './runbooks.ts';

const NOTICE = '<!-- Generated from the code by `npm run docs`; do not edit. -->\n\n';

function row(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |\n`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return row(head) + row(head.map(() => '---')) + rows.map(row).join('');
}

function better({ better: direction }: Kpi): string {
  const { zh, en } = DIRECTIONS[direction ?? 'context'];
  const arrow = direction === null ? '—' : direction === 'higher' ? '↑' : '↓';
  return `${arrow} ${zh} ${en}`;
}

const bothWords = ({ zh, en }: Text) => `${zh}<br>${en}`;

/** The KPI catalogue: every definition, formula, target, source and SQL. */
export function kpiPage(): string {
  const sections = FAMILIES.map((family) => {
    const kpis = table(
      [
        ...['id', '指标 KPI', '公式 formula', '方向 better', '目标 target'],
        ...['95%区间 interval', '来源 source'],
      ],
      family.kpis.map((kpi) => [
        `\`${kpi.id}\`${kpi.restricted ? ' ⚠' : ''}`,
        bothWords(kpi.name),
        bothWords(kpi.formula),
        better(kpi),
        kpi.target ?? '—',
        bothWords(INTERVALS[kpi.sampling.kind]),
        bothWords({
          zh: sourceLines(kpi.source, 'zh').join('；'),
          en: sourceLines(kpi.source, 'en').join('; '),
        }),
      ]),
    );
    const queries = family.queries
      .map(
        ({ name, sql }) =>
          `<details><summary>SQL: ${name}</summary>\n\n\`\`\`sql\n${sql}\`\`\`\n\n</details>\n`,
      )
      .join('\n');
    return `## ${family.name.zh} ${family.name.en}\n\n${kpis}\n${queries}`;
  });
  return `${NOTICE}# 指标目录 KPI catalogue

Every KPI is a ratio of sums, taken by station and added up the tree before it is divided.
⚠ marks restricted indicators: a scheme gives them weight only with an approval.

Sources are the five documents that the system was founded on; a figure after the name is what the
document published.

${DOCUMENTS.map(({ name, about }) => `- ${name.zh}：${about.zh}<br>${name.en}: ${about.en}`).join('\n')}

${sections.join('\n')}`;
}

/** The integrity flags: what they mean, and from where on they are raised. */
export function flagPage(): string {
  const rows = FLAGS.map(({ id, name, explanation }) => [
    `\`${id}\``,
    bothWords(name),
    bothWords(explanation),
    Object.entries(USUAL_THRESHOLDS[id] ?? {})
      .map(([threshold, value]) => `${threshold} ${value}`)
      .join('<br>'),
  ]);
  return `${NOTICE}# 异常标记 Integrity flags

Raised at stations by the run of a month, shown to reviewers, never scored by themselves. A scheme
may set other thresholds under \`flags\`.

${table(['id', '标记 flag', '含义和核查要点 what it means', '默认阈值 usual thresholds'], rows)}`;
}

/** The tables of the lake, as an analyst queries them. */
export function lakePage(): string {
  const sections = LAKE_TABLES.map(({ name, description, partition, columns }) => {
    const rows = columns.map((column) => [`\`${column.name}\``, column.type, column.description]);
    const by = partition
      ? [[`\`${partition.name}\``, 'string', `partition, ${partition.format}`]]
      : [];
    return `## ${name}\n\n${description}.\n\n${table(['column', 'type', ''], [...rows, ...by])}`;
  });
  return `${NOTICE}# 数据湖表 Tables of the lake

All dates are the station's local days (Asia/Shanghai).

${sections.join('\n')}`;
}

interface Operation {
  readonly summary?: string;
  readonly parameters?: readonly {
    readonly name: string;
    readonly in: string;
    readonly required?: boolean;
  }[];
  readonly responses?: Readonly<Record<string, { readonly description?: string }>>;
}

const METHODS = ['get', 'post', 'put', 'delete'] as const;

/** The HTTP API, from the description that it serves itself. */
export function apiPage(): string {
  const items = memoryItems();
  const lake = memoryObjects();
  const clock = () => 0;
  const reference = createReferenceStore({ objects: lake, items, clock });
  const services = {
    lake,
    inbox: memoryObjects(),
    items,
    trail: memoryObjects(),
    inboxQueue: memoryQueue(),
    runQueue: memoryQueue(),
    clock,
    reference,
  };
  const app = createApp(
    services,
    {
      issuer: 'https://issuer.invalid',
      clientId: '',
      signInOrigins: [],
      folder: import.meta.dirname,
      uploads: async () => 'https://objects.invalid',
    },
    () => {},
  );
  const { paths = {} } = app.getOpenAPI31Document({
    openapi: '3.1.0',
    info: { title: 'Fengqiao', version: '1' },
  });
  const rows = Object.entries(paths).flatMap(([path, methods]) =>
    METHODS.flatMap((method) => {
      const operation = (methods as Readonly<Record<string, Operation | undefined>>)[method];
      if (!operation) return [];
      const query = (operation.parameters ?? [])
        .filter((parameter) => parameter.in === 'query')
        .map(({ name, required }) => (required ? name : `${name}?`));
      const answers = Object.entries(operation.responses ?? {}).map(
        ([status, { description }]) => `${status} ${description ?? ''}`,
      );
      return [
        [
          `\`${method.toUpperCase()} ${path}\``,
          operation.summary ?? '',
          query.map((name) => `\`${name}\``).join(' '),
          answers.join('<br>'),
        ],
      ];
    }),
  );
  return `${NOTICE}# 接口 The HTTP API

The full description, with every schema, is \`GET /v1/openapi.json\` of a running system.

${table(['route', '', 'query', 'answers'], rows)}
## 谁可以做什么 Who may do what

A smaller role than the one that is named gets 403 (查看员 viewer, 填报员 clerk, 审核员 reviewer,
管理员 administrator, each with what those before it may do; an administrator below the province is
a reviewer). Then the unit that the request is about decides, by where it stands seen from the
caller's own: the same, below it, above it, or beside it, where a unit that does not exist stands
too. \`npm run test:authorization\` tries every line.

${table(ACCESS_HEAD, Object.entries(ACCESS).map(accessRow))}`;
}

const ACCESS_HEAD = [
  'route',
  '角色 role',
  'about',
  '本级 self',
  '下级 below',
  '上级 above',
  '其他 beside',
  '',
];
const OUTCOMES = { answered: '✓', forbidden: '403', not_found: '404' } as const;
const NAMED_BY = { path: '', query: '?', body: 'body: ', id: 'id: ' } as const;
const BY_ROUTE = {
  officers: {
    forbidden: "officers' rows: the station itself and reviewers; others 403",
    left_out: "officers' rows: the station itself and reviewers; others get the answer without",
  },
  drafts: { reviewers: 'what is not published: reviewers; others 403' },
} as const;

function accessRow([route, access]: [string, Access]): string[] {
  const { role, unit, outcomes, names, officers, drafts, also } = access;
  const isOfBranch = role !== 'anyone' && names !== 'every';
  const remarks = [
    unit || !isOfBranch ? undefined : 'tells of the own branch',
    officers && BY_ROUTE.officers[officers],
    drafts && BY_ROUTE.drafts[drafts],
    also,
  ];
  return [
    `\`${route.replaceAll(/:(\w+)/g, '{$1}')}\``,
    role,
    unit ? `${NAMED_BY[unit.in]}${unit.name}` : '—',
    ...STANDINGS.map((standing) => (unit ? OUTCOMES[outcomes[standing]] : '')),
    remarks.filter(Boolean).join('; '),
  ];
}

/** Every generated page of \`docs/\`, by its file. */
/** Every alarm with what it reads and the page that says what to do. */
export function runbookIndex(): string {
  return `${NOTICE}# 处置手册 Runbooks

每个告警的说明里都写着对应的一页。「紧急」立即处理，含夜间；「一般」下一个工作日处理。告警发往所在栈的主题
\`AlarmsTopic\`（部署时用各栈的参数 \`OperatorMail\` 订阅邮箱）；恢复时再发一次。监控面板与本系统同名。月度预算
（参数 \`MonthlyBudget\`）的通知也发往 \`Fengqiao\` 的主题，见[费用](costs.md)。函数 \`token\` 和[边缘](edge.md)的告警只在
部署了 Cognito 用户池、CloudFront 时才有。

Every alarm names its page. Urgent ones are looked at once, also at night; normal ones on the next
working day. They go to the topic \`AlarmsTopic\` of their stack (parameter \`OperatorMail\` of each), and
again when all is well; the dashboard has the stack's name. The month's budget tells the topic of
\`Fengqiao\`: [costs](costs.md). Alarms of the function \`token\` and of the [edge](edge.md) are there only
with the user pool and with CloudFront.

${table(
  [
    ...['含义 what it means', '告警 alarm', '级别 severity', '条件 condition'],
    ...['持续 for', '手册 page'],
  ],
  alarmRows(),
)}
## 单机版 On one machine

单机版没有告警服务，由值班人员每天 12:30 后查看一次。
The embedded cloud has no alarms; whoever is on duty looks once a day after 12:30.

| 看什么 look at | 正常 well | 否则 else |
| --- | --- | --- |
| \`GET /v1/status\` \`completeness\` | 昨日已报 ≥ 90% yesterday's submitted of expected | [completeness](completeness.md) |
| \`queues\` | 一小时内归零 both back to 0 within an hour | [queue-age](queue-age.md) |
| \`lastRun\` | 今日 12:30 后开始，\`succeeded\` | [missed-schedule](missed-schedule.md), [runs](runs.md) |
| 数据目录 \`logs/*.log\` | 无 \`"level":"ERROR"\`；各函数的指标行（\`_aws\`）不断出现 no errors, metric lines keep coming | [functions](functions.md) |
| 磁盘 disk | 空闲 20% 以上 free | 扩容或清理，不删 \`raw/\` make room, never in \`raw/\` |
`;
}

export function pages(): ReadonlyMap<string, string> {
  return new Map([
    ['kpis.md', kpiPage()],
    ['flags.md', flagPage()],
    ['lake.md', lakePage()],
    ['api.md', apiPage()],
    ['runbooks/README.md', runbookIndex()],
    ['cost.md', NOTICE + costPage(measured)],
    ['guide.zh-CN.md', NOTICE + guideMarkdown(guideOf('zh'))],
  ]);
}
