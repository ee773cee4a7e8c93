/** Disputes: those still open with the four levels at which they are settled, and new ones. */
import { LISTS } from '../../shared/submissions/contract.ts';
import { fullDayName } from '../dates.ts';
import { useForm } from './context.ts';
import { NewRows } from './new-rows.tsx';
import { freeNumber } from './numbers.ts';
import { OpenList } from './open-list.tsx';
import { valuesOf } from './rows.ts';
import { Section } from './section.tsx';
import { ticksOf } from './ticks.ts';

const CATEGORIES: Readonly<Record<string, { zh: string; en: string }>> =
  LISTS.disputes.fields.category.values;
const LEVELS = ['post', 'office', 'station', 'bureau'] as const;

export function Disputes() {
  const { state, known, words, language, gridName } = useForm();
  const rows = state.lists.disputes;
  const open = new Set(known.disputes.map(({ dispute }) => dispute));
  const { ticks, others } = ticksOf('disputes', rows, open);
  const number = () =>
    freeNumber(known.numbers.dispute, [...open, ...rows.map((row) => valuesOf(row).dispute)]);
  return (
    <Section list="disputes" number="②">
      <OpenList
        list="disputes"
        ticks={ticks}
        items={known.disputes.map((one) => ({
          id: one.dispute,
          about: [
            CATEGORIES[one.category]?.[language] ?? one.category,
            gridName(one.grid),
            words.since(fullDayName(one.opened, language)),
            one.officer,
            ...(one.reopened ? [words.reopened] : []),
          ],
          endings: [
            LEVELS.map((level) => ({
              name: words.levels[level],
              values: { event: 'resolved', level },
            })),
            [{ name: words.escalatedDispute, values: { event: 'escalated' } }],
          ],
        }))}
      />
      <NewRows
        list="disputes"
        rows={others}
        usual="opened"
        add={[
          { name: words.addNew.disputes, values: () => ({ event: 'opened', dispute: number() }) },
          { name: words.addById, values: () => ({}) },
        ]}
      />
    </Section>
  );
}
