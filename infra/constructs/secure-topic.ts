import { Alias, type IKey } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { pinLogicalId } from './pin.ts';

/** A topic as every topic here is: encrypted, reached over TLS only. */
export class SecureTopic extends Topic {
  /** `key`: SNS's own where left out, which lets in the account's roles but no other service. */
  constructor(scope: Construct, id: string, key?: IKey) {
    super(scope, id, {
      masterKey: key ?? Alias.fromAliasName(scope, `${id}Key`, 'alias/aws/sns'),
      enforceSSL: true,
    });
    pinLogicalId(this, id);
  }
}
