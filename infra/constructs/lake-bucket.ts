import { Duration } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { OFFICER_MONTHS, PROVISIONAL_SECONDS } from '../../shared/retention.ts';
import { SecureBucket } from './secure-bucket.ts';

/** The last day on which a row may be looked up, and a day for the difference of months. */
const OFFICER_ROWS_KEPT = Duration.days(Math.ceil((OFFICER_MONTHS * 365.25) / 12) + 1);

/** Documents, reference data, the lake made of them and what runs keep, and how long each is kept. */
export class LakeBucket extends SecureBucket {
  constructor(scope: Construct, id: string, key: IKey) {
    super(scope, id, {
      key,
      versioned: true,
      lifecycleRules: [
        // The lake is rebuilt at will; raw documents and reference data are kept for good.
        { prefix: 'lake/', noncurrentVersionExpiration: Duration.days(30) },
        // Drafts live as long as a day is open to a clerk, and a week; what is known of stations
        // is read from raw documents again. Both name officers and are written at every save.
        {
          prefix: 'drafts/',
          expiration: Duration.days(70),
          noncurrentVersionExpiration: Duration.days(1),
        },
        {
          prefix: 'known/',
          expiration: Duration.days(90),
          noncurrentVersionExpiration: Duration.days(1),
        },
        // Of officers' rows the raw document alone is kept (shared/retention.ts).
        ...['lake/officer_time/', 'flags/'].map((prefix) => ({
          prefix,
          expiration: OFFICER_ROWS_KEPT,
          noncurrentVersionExpiration: Duration.days(30),
        })),
        // With the provisional cards whose figures they are.
        {
          prefix: 'provisional/',
          expiration: Duration.seconds(PROVISIONAL_SECONDS).plus(Duration.days(1)),
          noncurrentVersionExpiration: Duration.days(1),
        },
        { abortIncompleteMultipartUploadAfter: Duration.days(7), expiredObjectDeleteMarker: true },
      ],
    });
  }
}
