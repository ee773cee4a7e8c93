import { withClaims } from './claims.ts';

/** Cognito's trigger before it generates a token. */
export const handler = async (event: unknown) => withClaims(event);
