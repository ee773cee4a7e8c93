/** What every part of the form needs: its state, what can be done, errors by place, and the focus. */
import { createContext, useContext } from 'react';
import type { ListName } from '../../shared/submissions/contract.ts';
import type { Language } from '../format.ts';
import type { Action, FormError, FormState } from './form.ts';
import type { Values } from './rows.ts';
import type { Known } from './shapes.ts';
import type { FormWords } from './words.ts';

export interface FormTools {
  readonly state: FormState;
  readonly dispatch: (action: Action) => void;
  readonly known: Known;
  readonly date: string;
  readonly language: Language;
  readonly words: FormWords;
  /** All errors, in the document's order. */
  readonly errors: readonly FormError[];
  /** Errors of a row's field; without `field`, those of the row as a whole. */
  readonly errorsAt: (key: number, field?: string) => readonly FormError[];
  /** Focuses what is found once the form shows what was just done; in the middle where it is far. */
  readonly focusLater: (find: () => HTMLElement | null | undefined, isFar?: boolean) => void;
  /** Adds a row; nobody is told what is missing in it before it is left. Gives its key. */
  readonly addRow: (list: ListName, values: Values) => number;
  /** Officers whose line is open. */
  readonly openOfficers: ReadonlySet<string>;
  readonly setOpen: (officer: string, isOpen: boolean) => void;
  /** The kind that a matrix shows where there is room for one only. */
  readonly shownKinds: Readonly<Partial<Record<ListName, string>>>;
  readonly showKind: (list: ListName, kind: string) => void;
  readonly gridName: (code: string) => string;
}

export const FormContext = createContext<FormTools | undefined>(undefined);

export function useForm(): FormTools {
  const tools = useContext(FormContext);
  if (!tools) throw new Error('a part of the form stands outside of it');
  return tools;
}

/** Ids by which rows and fields are found in the page. */
export const rowId = (key: number): string => `row-${key}`;
export const cellId = (key: number, field: string): string => `cell-${key}-${field}`;
export const errorId = (key: number, field: string): string => `error-${key}-${field}`;
export const sectionId = (list: ListName): string => `section-${list}`;
