import type { Names } from './contract.ts';

/** One thing that is wrong, where it stands and what to do about it. It never quotes a value. */
export interface RefusalError<Code extends string = string> {
  readonly code: Code;
  /** JSON pointer (RFC 6901) into the document. */
  readonly pointer: string;
  readonly messages: Names;
}

/** What was refused, with every error up to the limit, in the document's order. */
export interface Refused<Code extends string = string> {
  readonly ok: false;
  readonly errors: readonly RefusalError<Code>[];
  /** How many errors there are beyond those listed. */
  readonly more: number;
}

/** Errors listed one by one; those beyond are only counted. */
export const LISTED_ERRORS = 1000;

/** A property name longer than this is cut in pointers. */
const POINTER_NAME_LENGTH = 64;

/** Collects errors. Pointers and messages are only made for those that are listed. */
export class ErrorList<Code extends string> {
  readonly #errors: RefusalError<Code>[] = [];
  #more = 0;

  add(code: Code, describe: () => Omit<RefusalError<Code>, 'code'>): void {
    if (this.#errors.length < LISTED_ERRORS) this.#errors.push({ code, ...describe() });
    else this.#more += 1;
  }

  get empty(): boolean {
    return this.#errors.length === 0;
  }

  refused(): Refused<Code> {
    return { ok: false, errors: this.#errors, more: this.#more };
  }
}

/** A refusal for one reason that concerns the whole document. */
export function refusedFor<Code extends string>(code: Code, messages: Names): Refused<Code> {
  return { ok: false, errors: [{ code, pointer: '', messages }], more: 0 };
}

/** A property name as a token of a JSON pointer, cut where it is very long. */
export function pointerToken(name: string): string {
  return name
    .slice(0, POINTER_NAME_LENGTH)
    .toWellFormed()
    .replaceAll('~', '~0')
    .replaceAll('/', '~1');
}
