/** Rows that another system already has: they are sent only once somebody has confirmed them. */
import { Button } from 'antd';
import type { ListName } from '../../shared/submissions/contract.ts';
import { rowWords } from '../../shared/submissions/differences.ts';
import { sectionId, useForm } from './context.ts';
import { momentName } from './dates.ts';

export function ImportedRows({ list }: { readonly list: ListName }) {
  const { state, dispatch, words, language, gridName, focusLater } = useForm();
  const waiting = state.waiting.filter((row) => row.list === list);
  if (waiting.length === 0) return null;
  const settle = (action: 'take' | 'drop', ids: readonly number[]) => {
    dispatch({ do: action, ids });
    focusLater(() => {
      const section = document.getElementById(sectionId(list));
      return section?.querySelector<HTMLElement>('.form-waiting button, [data-add]') ?? section;
    });
  };
  return (
    <div className="form-waiting">
      <p>
        {words.waiting(waiting.length)}{' '}
        <Button
          onClick={() =>
            settle(
              'take',
              waiting.map(({ id }) => id),
            )
          }
        >
          {words.takeAll}
        </Button>
      </p>
      <ul>
        {waiting.map(({ id, row, source, importedAt }) => {
          const text = rowWords(list, row, { grid: gridName }, language);
          return (
            <li key={id}>
              <span>{text}</span>
              <span className="quiet">{words.from(source, momentName(importedAt, language))}</span>
              <span className="form-actions">
                <Button
                  type="primary"
                  aria-label={`${words.take} ${text}`}
                  onClick={() => settle('take', [id])}
                >
                  {words.take}
                </Button>
                <Button aria-label={`${words.drop} ${text}`} onClick={() => settle('drop', [id])}>
                  {words.drop}
                </Button>
              </span>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
