import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import { AttributeType, BillingMode, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { pinLogicalId } from './pin.ts';

/** The one index, by which lists are read that no key has. */
export const INDEX = 'index1';

/** The table of ledger, runs, cards and reviews. */
export class ItemsTable extends Table {
  constructor(scope: Construct, id: string, key: IKey) {
    super(scope, id, {
      partitionKey: { name: 'pk', type: AttributeType.STRING },
      sortKey: { name: 'sk', type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      encryption: TableEncryption.CUSTOMER_MANAGED,
      encryptionKey: key,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      // As the stack itself: production only.
      deletionProtection: Stack.of(scope).terminationProtection ?? false,
      timeToLiveAttribute: 'expires',
      removalPolicy: RemovalPolicy.RETAIN,
    });
    this.addGlobalSecondaryIndex({
      indexName: INDEX,
      partitionKey: { name: 'pk1', type: AttributeType.STRING },
      sortKey: { name: 'sk1', type: AttributeType.STRING },
    });
    pinLogicalId(this, id);
  }
}
