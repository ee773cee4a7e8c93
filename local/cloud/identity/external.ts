/** The issuer that the environment names in place of the local one. */
import type { ExternalIdentity } from '../cloud.ts';
import { CLIENT_ID } from './tokens.ts';

const ISSUER = 'FENGQIAO_OIDC_ISSUER';
const CLIENT = 'FENGQIAO_OIDC_CLIENT_ID';
/** Only where the issuer's endpoints are of another origin than itself. */
const ORIGINS = 'FENGQIAO_OIDC_ORIGINS';

/** Undefined where none is named; a sentence where what is named is no issuer. */
export function externalIdentity(
  environment: Readonly<Record<string, string | undefined>>,
): ExternalIdentity | string | undefined {
  const { [ISSUER]: issuer, [CLIENT]: clientId = CLIENT_ID, [ORIGINS]: origins } = environment;
  if (!issuer) return undefined;
  // Names and passwords go there: only this machine itself is reached without TLS.
  const isUsable = /^https:\/\/[^\s?#]+$|^http:\/\/(localhost|127\.0\.0\.1)(:\d+)?(\/[^\s?#]*)?$/;
  if (!isUsable.test(issuer)) {
    return `${ISSUER} 应为 https 网址，不带参数 · ${ISSUER} must be an https address without a query`;
  }
  return { issuer, clientId, ...(origins && { origins }) };
}
