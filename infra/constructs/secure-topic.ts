import { Alias } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { pinLogicalId } from './pin.ts';

/** A topic as every topic here is: encrypted with the key of SNS itself, reached over TLS only. */
export class SecureTopic extends Topic {
  constructor(scope: Construct, id: string) {
    super(scope, id, {
      masterKey: Alias.fromAliasName(scope, `${id}Key`, 'alias/aws/sns'),
      enforceSSL: true,
    });
    pinLogicalId(this, id);
  }
}
