/** A query's text, to be read and copied. */
import { Button } from 'antd';
import { useId, useRef, useState } from 'react';
import { useCatalogueWords } from './words.ts';

/** A stretch of a query's text, from `at` on. */
interface Part {
  readonly at: number;
  readonly text: string;
  readonly kind: PartKind;
}

/** Stretches of a query: comments, words of the language, the rest. */
function partsOf(sql: string): Part[] {
  let at = 0;
  return sql.split(/(--.*$|\b[A-Z][A-Z]+\b)/gm).flatMap((text, place): Part[] => {
    const from = at;
    at += text.length;
    if (text === '') return [];
    const isMatch = place % 2 === 1;
    const kind = !isMatch ? 'plain' : text.startsWith('--') ? 'comment' : 'keyword';
    return [{ at: from, text, kind }];
  });
}

type PartKind = 'plain' | 'comment' | 'keyword';

/** What scrolls must be reachable by keyboard. */
const SCROLLABLE = { tabIndex: 0 };

export function Sql({ file, sql }: { readonly file: string; readonly sql: string }) {
  const { say } = useCatalogueWords();
  const id = useId();
  const text = useRef<HTMLElement>(null);
  const [told, setTold] = useState<'copied' | 'selected'>();
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(sql);
      setTold('copied');
    } catch {
      // No clipboard without HTTPS, nor where the browser refuses it.
      if (text.current) getSelection()?.selectAllChildren(text.current);
      setTold('selected');
    }
  };
  return (
    <section className="catalogue-sql" aria-labelledby={id}>
      <div className="catalogue-sql-head">
        <h3 id={id}>
          <code>{file}</code>
        </h3>
        <Button size="small" onClick={() => void copy()} aria-label={`${say.copy}: ${file}`}>
          {say.copy}
        </Button>
        <span role="status" className="quiet">
          {told && say[told]}
        </span>
      </div>
      <section aria-label={say.sqlLabel(file)} {...SCROLLABLE}>
        <pre>
          <code ref={text}>
            {partsOf(sql).map(({ at, text: part, kind }) => (
              <span key={at} className={kind}>
                {part}
              </span>
            ))}
          </code>
        </pre>
      </section>
    </section>
  );
}
