/** Cases: those still open, solved or withdrawn with one click, and newly filed ones. */
import { LISTS } from '../../shared/submissions/contract.ts';
import { fullDayName } from '../dates.ts';
import { useForm } from './context.ts';
import { NewRows } from './new-rows.tsx';
import { caseStem } from './numbers.ts';
import { OpenList } from './open-list.tsx';
import { Section } from './section.tsx';
import { ticksOf } from './ticks.ts';

const CATEGORIES: Readonly<Record<string, { zh: string; en: string }>> =
  LISTS.cases.fields.category.values;

export function Cases() {
  const { state, known, words, language, gridName, date } = useForm();
  const open = new Set(known.cases.map((one) => one.case));
  const { ticks, others } = ticksOf('cases', state.lists.cases, open);
  const stem = caseStem(known.cases, date);
  return (
    <Section list="cases" number="③">
      <OpenList
        list="cases"
        ticks={ticks}
        items={known.cases.map((one) => ({
          id: one.case,
          about: [
            CATEGORIES[one.category]?.[language] ?? one.category,
            gridName(one.grid),
            words.since(fullDayName(one.filed, language)),
          ],
          endings: [
            [
              { name: words.solved, values: { event: 'solved' } },
              { name: words.withdrawn, values: { event: 'withdrawn' } },
            ],
          ],
        }))}
      />
      <NewRows
        list="cases"
        rows={others}
        usual="filed"
        add={[
          {
            name: words.addNew.cases,
            first: 'case',
            values: () => ({ event: 'filed', ...(stem !== '' && { case: stem }) }),
          },
          { name: words.addById, values: () => ({}) },
        ]}
      />
    </Section>
  );
}
