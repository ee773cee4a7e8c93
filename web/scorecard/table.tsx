/** Every KPI of a card in a table; a name opens its control chart, the counts lead to the evidence. */
import { Table } from 'antd';
import { useEffect, useRef } from 'react';
import type { KpiDefinition, KpiFigure, Scorecard, Trends } from '../api.ts';
import type { OwnAppeals } from '../appeals/own-appeals.tsx';
import { useAppealWords } from '../appeals/words.ts';
import type { Language } from '../format.ts';
import { useQueryWord } from '../router.tsx';
import { useWords } from '../words.ts';
import { KpiChart } from './kpi-chart.tsx';
import { columnsOf, type Line, widthOf } from './table-columns.tsx';
import { useScorecardWords } from './words.ts';

export function KpiTable({
  card,
  definitions,
  trends,
  appeals,
  isOwn,
  revision,
}: {
  readonly card: Scorecard;
  readonly definitions: readonly KpiDefinition[];
  /** Undefined while they are on their way, and where no month is published. */
  readonly trends: Trends | undefined;
  readonly appeals: OwnAppeals | undefined;
  /** The account's own unit. */
  readonly isOwn: boolean;
  /** Of a draft that is looked at. */
  readonly revision: number | undefined;
}) {
  const { language, words } = useWords();
  const { say } = useScorecardWords();
  const { say: appealWords } = useAppealWords();
  const [opened, open] = useQueryWord('kpi', '');
  const place = useRef<HTMLDivElement>(null);
  const first = useRef(opened);
  useEffect(() => {
    // An address that names a KPI leads to it, once.
    if (first.current === '') return;
    place.current?.querySelector(`[data-kpi="${CSS.escape(first.current)}"]`)?.scrollIntoView();
    first.current = '';
  }, []);
  const columns = columnsOf({
    ...{ card, trends, appeals, revision, language, words, say, opened },
    appealTitle: appealWords.appeal,
    open: (id: string) => open(id === opened ? '' : id),
  });
  return (
    <div ref={place}>
      <Table<Line>
        size="small"
        columns={columns}
        dataSource={linesOf(card.kpis, definitions, language)}
        pagination={false}
        scroll={{ x: widthOf(columns) }}
        sticky
        expandable={{
          showExpandColumn: false,
          expandedRowKeys: [opened],
          rowExpandable: (line) => line.heading === null,
          expandedRowRender: (line) =>
            line.heading === null && (
              <KpiChart
                {...{ card, trends, isOwn, revision }}
                kpi={line.kpi}
                definition={line.definition}
              />
            ),
        }}
      />
    </div>
  );
}

/** The KPIs in the catalogue's order, under their families' headings. */
function linesOf(
  kpis: readonly KpiFigure[],
  definitions: readonly KpiDefinition[],
  language: Language,
): Line[] {
  const results = new Map(kpis.map((kpi) => [kpi.id, kpi]));
  let family: string | undefined;
  return definitions.flatMap((definition): Line[] => {
    const kpi = results.get(definition.id);
    if (!kpi) return [];
    const line: Line = { heading: null, key: kpi.id, kpi, definition };
    if (definition.family.id === family) return [line];
    family = definition.family.id;
    return [{ heading: definition.family.name[language], key: `family ${family}` }, line];
  });
}
