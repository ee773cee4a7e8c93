/** Where the embedded cloud says that it is. */
import type { ExternalIdentity } from './cloud.ts';
import { CLIENT_ID } from './identity/tokens.ts';
import type { Locality } from './template/resources.ts';

export const REGION = 'cn-north-1';
export const ACCOUNT = '000000000000';

/** A template's surroundings before it is known where its queues answer. */
export function localityAt(
  apiOrigin: string,
  { issuer, clientId = CLIENT_ID, origins = '' }: Partial<ExternalIdentity> & { issuer: string },
): Locality {
  return {
    partition: 'aws-cn',
    region: REGION,
    account: ACCOUNT,
    urlSuffix: 'amazonaws.com.cn',
    queueOrigin: '',
    apiOrigin,
    parameters: { OidcIssuer: issuer, OidcAudience: clientId, OidcOrigins: origins },
  };
}
