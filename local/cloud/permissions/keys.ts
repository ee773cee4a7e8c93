/** What a call asks of the key under which its resource is kept. */
import type { CallContext } from '../../services/access.ts';
import type { Encryption } from '../template/description.ts';

/** A use of a key by a service for its caller. */
export interface KeyUse {
  readonly keyArn: string;
  readonly actions: readonly string[];
  readonly context: CallContext;
}

const READ = ['kms:Decrypt'];
const WRITE = ['kms:GenerateDataKey'];
const READ_AND_WRITE = ['kms:GenerateDataKey', 'kms:Decrypt'];

/** As the services' documentation lists them; what is not here touches no content. */
const USES: Readonly<Record<string, readonly string[]>> = {
  's3:GetObject': READ,
  's3:PutObject': WRITE,
  'sqs:SendMessage': READ_AND_WRITE,
  'sqs:ReceiveMessage': READ,
  'sns:Publish': READ_AND_WRITE,
};

/** DynamoDB has its table's key decrypted for whoever reads or writes. */
const ITEMS = /^dynamodb:(Get|Put|Update|Delete|Query|Scan|BatchGet|BatchWrite|ConditionCheck)/;

/** The field of the encryption context that holds what is kept. */
const CONTEXT_FIELDS: Readonly<Record<string, string>> = {
  s3: 'aws:s3:arn',
  sqs: 'aws:sqs:arn',
  sns: 'aws:sns:topicArn',
  dynamodb: 'aws:dynamodb:tableName',
};

export type KeyUseOf = (
  action: string,
  resourceArn: string,
  inParts: boolean,
) => KeyUse | undefined;

export function createKeyUseOf(options: {
  readonly encryptions: readonly Encryption[];
  readonly region: string;
  readonly account: string;
  readonly urlSuffix: string;
}): KeyUseOf {
  const { encryptions, region, account, urlSuffix } = options;
  const byResource = new Map(encryptions.map((one) => [one.resourceArn, one]));

  return (action, resourceArn, inParts) => {
    const [service = ''] = action.split(':');
    const used = ITEMS.test(action) ? READ : USES[action];
    const keptIn = service === 's3' || service === 'dynamodb' ? storeOf(resourceArn) : resourceArn;
    const encryption = used && byResource.get(keptIn);
    if (!encryption) return undefined;
    const field = CONTEXT_FIELDS[service] ?? '';
    const kept =
      service === 'dynamodb'
        ? keptIn.slice(keptIn.indexOf('/') + 1)
        : encryption.hasBucketKey
          ? keptIn
          : resourceArn;
    return {
      keyArn: encryption.keyArn,
      // The parts of an upload are decrypted to be joined.
      actions: inParts && action === 's3:PutObject' ? READ_AND_WRITE : used,
      context: {
        'kms:viaservice': `${service}.${region}.${urlSuffix}`,
        'kms:calleraccount': account,
        [`kms:encryptioncontext:${field.toLowerCase()}`]: kept,
      },
    };
  };
}

/** The bucket of an object, the table of an index. */
function storeOf(arn: string): string {
  return arn.includes(':s3:::') ? arn.replace(/\/.*$/, '') : arn.replace(/\/index\/.*$/, '');
}
