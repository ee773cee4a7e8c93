/** Rows that another system already has: they are sent only once somebody has confirmed them. */
import { Button } from 'antd';
import type { ListName } from '../../shared/submissions/contract.ts';
import { rowWords } from '../../shared/submissions/differences.ts';
import { timeName } from '../dates.ts';
import { sectionId, useForm } from './context.ts';

export function ImportedRows({ list }: { readonly list: ListName }) {
  const { state, dispatch, words, language, gridName, focusLater } = useForm();
  const waiting = state.waiting.filter((row) => row.list === list);
  if (waiting.length === 0) return null;
  const settle = (action: 'take' | 'drop', numbers: readonly number[]) => {
    dispatch({ do: action, numbers });
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
              waiting.map(({ number }) => number),
            )
          }
        >
          {words.takeAll}
        </Button>
      </p>
      <ul>
        {waiting.map(({ number, row, source, importedAt }) => {
          const text = rowWords(list, row, { grid: gridName }, language);
          return (
            <li key={number}>
              <span>{text}</span>
              <span className="quiet">{words.from(source, timeName(importedAt, language))}</span>
              <span className="form-actions">
                <Button
                  type="primary"
                  aria-label={`${words.take} ${text}`}
                  onClick={() => settle('take', [number])}
                >
                  {words.take}
                </Button>
                <Button
                  aria-label={`${words.drop} ${text}`}
                  onClick={() => settle('drop', [number])}
                >
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
