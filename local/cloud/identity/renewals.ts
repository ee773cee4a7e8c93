/** Refresh tokens: each good once, until the sign-in that they come from ends. */
import { randomBytes } from 'node:crypto';

/** A working day: then somebody has to sign in again. */
const SIGN_IN_MS = 8 * 3600 * 1000;

interface SignIn {
  readonly account: string;
  /** Milliseconds since 1970. */
  readonly ends: number;
}

export interface Renewals {
  /** The first token of a sign-in by the account of that id. */
  begin(account: string): string;
  /**
   * The account, and the token that takes this one's place. Undefined where it is none, or was used
   * before: two have it then, and the sign-in ends for both.
   */
  redeem(token: string): { readonly account: string; readonly next: string } | undefined;
}

/** `now` in milliseconds since 1970. What is kept ends with the process. */
export function createRenewals(now: () => number): Renewals {
  const signIns = new Map<string, SignIn & { spent: Set<string>; token: string }>();
  const newToken = (id: string) => `${id}.${randomBytes(24).toString('base64url')}`;
  return {
    begin(account) {
      for (const [id, { ends }] of signIns) if (ends <= now()) signIns.delete(id);
      const id = randomBytes(12).toString('base64url');
      const token = newToken(id);
      signIns.set(id, { account, ends: now() + SIGN_IN_MS, token, spent: new Set() });
      return token;
    },
    redeem(token) {
      const id = token.split('.')[0] ?? '';
      const signIn = signIns.get(id);
      if (!signIn || signIn.ends <= now()) return undefined;
      if (signIn.token !== token) {
        if (signIn.spent.has(token)) signIns.delete(id);
        return undefined;
      }
      signIn.spent.add(token);
      signIn.token = newToken(id);
      return { account: signIn.account, next: signIn.token };
    },
  };
}
