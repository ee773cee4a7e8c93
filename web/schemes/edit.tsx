/** Fields of a scheme's editor: each stands for one place of the document, and says what is wrong there. */
import { createContext, type ReactNode, useContext, useState } from 'react';
import type { RefusalError } from '../../shared/submissions/errors.ts';
import { useWords } from '../words.ts';
import { type Draft, elementId, numberOf, type Path, saidAt, valueAt } from './draft.ts';

export interface Edit {
  readonly draft: Draft;
  readonly set: (path: Path, value: unknown) => void;
  readonly faults: readonly RefusalError[];
  /** What this page itself has against a place. */
  readonly own: (path: Path) => string | undefined;
}

export const EditContext = createContext<Edit>({
  draft: {},
  set: () => undefined,
  faults: [],
  own: () => undefined,
});

/** A place of the document: its value, how to change it, and what is wrong with it. */
export function usePlace(path: Path) {
  const { language } = useWords();
  const { draft, set, faults, own } = useContext(EditContext);
  const fault = own(path) ?? saidAt(faults, path, language);
  const id = elementId(path);
  return {
    ...{ id, fault },
    value: valueAt(draft, path),
    set: (value: unknown) => set(path, value),
    marked: {
      id,
      'aria-invalid': fault !== undefined,
      ...(fault !== undefined && { 'aria-describedby': `${id}-fault` }),
    },
  };
}

export function Fault({ id, fault }: { readonly id: string; readonly fault: string | undefined }) {
  if (fault === undefined) return null;
  return (
    <div id={`${id}-fault`} className="schemes-fault">
      {fault}
    </div>
  );
}

/** A number; the text is kept as it was typed while the field is there. */
export function NumberAt({
  path,
  label,
  column,
  children,
}: {
  readonly path: Path;
  readonly label: string;
  /** Enter goes on to the next field of the same column. */
  readonly column?: string;
  readonly children?: ReactNode;
}) {
  const { id, value, set, fault, marked } = usePlace(path);
  const [text, setText] = useState(value === undefined ? '' : String(value));
  return (
    <div>
      <input
        {...marked}
        className="schemes-input"
        aria-label={label}
        inputMode="decimal"
        autoComplete="off"
        data-column={column}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          set(numberOf(event.target.value));
        }}
      />
      {children}
      <Fault id={id} fault={fault} />
    </div>
  );
}

/** A text, on one line or several. */
export function TextAt({
  path,
  label,
  type = 'text',
  isLong = false,
  isOptional = false,
}: {
  readonly path: Path;
  readonly label: string;
  readonly type?: 'text' | 'date';
  readonly isLong?: boolean;
  /** Left out of the document where it is empty. */
  readonly isOptional?: boolean;
}) {
  const { id, value, set, fault, marked } = usePlace(path);
  const text = value === undefined ? '' : String(value);
  const change = (next: string) => set(next === '' && isOptional ? undefined : next);
  return (
    <div className={isLong ? 'months-field wide' : 'months-field'}>
      <label htmlFor={id}>{label}</label>
      {isLong ? (
        <textarea
          {...marked}
          className="months-input"
          rows={2}
          value={text}
          onChange={(event) => change(event.target.value)}
        />
      ) : (
        <input
          {...marked}
          className="months-input"
          type={type}
          value={text}
          onChange={(event) => change(event.target.value)}
        />
      )}
      <Fault id={id} fault={fault} />
    </div>
  );
}

/** A number with its label above, among other fields of a form. */
export function NumberField({ path, label }: { readonly path: Path; readonly label: string }) {
  const { id, value, set, fault, marked } = usePlace(path);
  const [text, setText] = useState(value === undefined ? '' : String(value));
  return (
    <div className="months-field">
      <label htmlFor={id}>{label}</label>
      <input
        {...marked}
        className="months-input"
        inputMode="decimal"
        autoComplete="off"
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          set(numberOf(event.target.value));
        }}
      />
      <Fault id={id} fault={fault} />
    </div>
  );
}
