/** One of the six lists: its heading, how much is wrong in it, what waits to be confirmed. */
import type { ReactNode } from 'react';
import type { ListName } from '../../shared/submissions/contract.ts';
import { sectionId, useForm } from './context.ts';
import { ImportedRows } from './imported.tsx';

export function Section({
  list,
  number,
  children,
}: {
  readonly list: ListName;
  readonly number: string;
  readonly children: ReactNode;
}) {
  const { words, errors } = useForm();
  const wrong = errors.filter((error) => error.list === list).length;
  return (
    <section
      className="form-section"
      id={sectionId(list)}
      aria-labelledby={`${sectionId(list)}-h`}
      tabIndex={-1}
    >
      <h2 id={`${sectionId(list)}-h`}>
        <span aria-hidden="true">{number} </span>
        {words.sections[list]}
        {wrong > 0 && <span className="form-wrong"> ! {words.errorsHere(wrong)}</span>}
      </h2>
      <ImportedRows list={list} />
      {children}
    </section>
  );
}
