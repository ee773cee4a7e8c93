/** A correction, said in words before it is sent: which rows are new, gone or changed. */
import { Button } from 'antd';
import { useEffect, useRef } from 'react';
import {
  type DraftLists,
  differencesOf,
  differenceWords,
} from '../../shared/submissions/differences.ts';
import { useForm } from './context.ts';
import { toSend } from './form.ts';
import type { HeldDay } from './shapes.ts';

export function DifferenceStep({
  held,
  onSend,
  onBack,
}: {
  readonly held: HeldDay;
  readonly onSend: () => void;
  readonly onBack: () => void;
}) {
  const { state, words, language, gridName } = useForm();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus();
    heading.current?.scrollIntoView({ block: 'center' });
  }, []);
  // What is sent has passed the page's checks, and what is held the server's: both are well formed.
  const after = toSend(state).document as DraftLists;
  const differences = differencesOf(held.document as DraftLists, after);
  return (
    <section className="form-difference" aria-labelledby="difference-h">
      <h2 id="difference-h" ref={heading} tabIndex={-1}>
        {words.differenceTitle(held.revision)}
      </h2>
      {differences.length === 0 && <p>{words.noDifference}</p>}
      <ul>
        {Object.entries(differences).map(([place, difference]) => (
          <li key={place} className={`form-${difference.kind}`}>
            <strong>{words.kinds[difference.kind]}</strong> {words.sections[difference.list]} ·{' '}
            {differenceWords(difference, { grid: gridName }, language)}
          </li>
        ))}
      </ul>
      <div className="form-actions">
        {differences.length > 0 && (
          <Button type="primary" onClick={onSend}>
            {words.sendDifference}
          </Button>
        )}
        <Button onClick={onBack}>{words.back}</Button>
      </div>
    </section>
  );
}
