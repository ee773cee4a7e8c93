/** What people brought forward: open items closed or escalated with one click, and new ones. */
import { LISTS } from '../../shared/submissions/contract.ts';
import { fullDayName } from '../dates.ts';
import { useForm } from './context.ts';
import { NewRows } from './new-rows.tsx';
import { freeNumber } from './numbers.ts';
import { OpenList } from './open-list.tsx';
import { valuesOf } from './rows.ts';
import { Section } from './section.tsx';
import { ticksOf } from './ticks.ts';

const KINDS: Readonly<Record<string, { zh: string; en: string }>> =
  LISTS.followUps.fields.kind.values;

export function FollowUps() {
  const { state, known, words, language, gridName } = useForm();
  const rows = state.lists.followUps;
  const open = new Set(known.followUps.map(({ item }) => item));
  const { ticks, others } = ticksOf('followUps', rows, open);
  const number = () =>
    freeNumber(known.numbers.item, [...open, ...rows.map((row) => valuesOf(row).item)]);
  return (
    <Section list="followUps" number="④">
      <OpenList
        list="followUps"
        ticks={ticks}
        items={known.followUps.map((one) => ({
          id: one.item,
          about: [
            KINDS[one.kind]?.[language] ?? one.kind,
            gridName(one.grid),
            words.since(fullDayName(one.raised, language)),
            ...(one.escalated ? [words.escalatedBefore] : []),
          ],
          values: { kind: one.kind },
          endings: [
            [
              { name: words.closed, values: { event: 'closed' } },
              { name: words.escalated, values: { event: 'escalated' } },
            ],
          ],
        }))}
      />
      <NewRows
        list="followUps"
        rows={others}
        usual="raised"
        add={[
          { name: words.addNew.followUps, values: () => ({ event: 'raised', item: number() }) },
          { name: words.addById, values: () => ({}) },
        ]}
      />
    </Section>
  );
}
