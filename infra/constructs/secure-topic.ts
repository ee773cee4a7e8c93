import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { pinLogicalId } from './pin.ts';

/** A topic as every topic here is: encrypted under the key, reached over TLS only. */
export class SecureTopic extends Topic {
  constructor(scope: Construct, id: string, key: IKey) {
    super(scope, id, {
      masterKey: key,
      enforceSSL: true,
    });
    pinLogicalId(this, id);
  }
}
