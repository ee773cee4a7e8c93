/** The template as the embedded cloud needs it: typed, resolved, under physical names. */
import type { GlueTable } from '../../services/athena/catalogue.ts';
import type { WorkGroup } from '../../services/athena/server.ts';
import type { TableDefinition } from '../../services/dynamodb/schema.ts';
import type { CorsRule } from '../../services/s3/cors.ts';
import type { ExpiryRule } from '../../services/s3/expiry.ts';
import type { TopicDefinition } from '../../services/sns/server.ts';
import type { QueueDefinition } from '../../services/sqs/queues.ts';

export interface CloudDescription {
  readonly buckets: readonly Bucket[];
  readonly tables: readonly Table[];
  readonly queues: readonly Queue[];
  readonly topics: readonly Topic[];
  readonly glueDatabases: readonly string[];
  readonly glueTables: readonly GlueTable[];
  readonly workGroups: readonly WorkGroup[];
  readonly functions: readonly FunctionDefinition[];
  readonly eventSources: readonly EventSource[];
  readonly schedules: readonly Schedule[];
  readonly httpApi: HttpApi | undefined;
  readonly roles: readonly Role[];
  readonly resourcePolicies: readonly ResourcePolicy[];
  readonly encryptions: readonly Encryption[];
}

export interface Bucket {
  readonly name: string;
  readonly arn: string;
  /** Whether its objects are locked: neither replaced nor deleted. */
  readonly locked: boolean;
  readonly expiry: readonly ExpiryRule[];
  /** What pages of other origins may do. */
  readonly cors: readonly CorsRule[];
  readonly notifications: readonly BucketNotification[];
}

/** Where news of an object goes. */
export interface BucketNotification {
  /** `s3:ObjectCreated:*` and the like. */
  readonly event: string;
  readonly queueArn: string;
  readonly prefix: string;
  readonly suffix: string;
}

export interface Table extends TableDefinition {
  readonly arn: string;
}

export interface Queue extends QueueDefinition {
  readonly logicalId: string;
  readonly arn: string;
  readonly url: string;
}

export interface Topic extends TopicDefinition {
  readonly logicalId: string;
}

export interface FunctionDefinition {
  readonly name: string;
  readonly logicalId: string;
  readonly arn: string;
  /** The folder that would be uploaded. */
  readonly codeDir: string;
  /** `index.handler`. */
  readonly handler: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly timeoutSeconds: number;
  readonly memoryMb: number;
  readonly roleArn: string;
  /** What becomes of an asynchronous call that fails. */
  readonly asynchronous: AsynchronousPolicy;
}

export interface AsynchronousPolicy {
  /** Attempts after the first. */
  readonly retries: number;
  /** The queue that is told, with call and answer. */
  readonly onFailureArn: string | undefined;
  /** The queue that gets the bare payload. */
  readonly deadLetterArn: string | undefined;
}

export interface EventSource {
  readonly queueArn: string;
  readonly functionName: string;
  readonly batchSize: number;
  readonly reportsItemFailures: boolean;
  readonly enabled: boolean;
}

export interface Schedule {
  readonly name: string;
  readonly logicalId: string;
  /** `cron(0 2 9 * ? *)` or `rate(1 hour)`. */
  readonly expression: string;
  readonly timeZone: string;
  readonly enabled: boolean;
  readonly targetArn: string;
  readonly roleArn: string;
  /** The group of schedules, for which the service takes the role on. */
  readonly groupArn: string;
  /** The message or event, as text. */
  readonly input: string;
  /** The queue that gets an input that could not be delivered. */
  readonly deadLetterArn: string | undefined;
}

export interface HttpApi {
  readonly id: string;
  readonly routes: readonly Route[];
}

export interface Route {
  /** `ANY /v1/{proxy+}` or `$default`. */
  readonly key: string;
  /** As a function's permission may name it: API, stage, method and path. */
  readonly arn: string;
  readonly functionArn: string;
  readonly timeoutMs: number;
  readonly authorizer: JwtAuthorizer | undefined;
}

export interface JwtAuthorizer {
  readonly issuer: string;
  readonly audience: readonly string[];
}

export interface Role {
  readonly name: string;
  readonly logicalId: string;
  readonly arn: string;
  /** What its policies say that it may do. */
  readonly statements: readonly Statement[];
  /** Who may take it on. */
  readonly trust: readonly Statement[];
}

/** What a bucket, a queue, a topic, a key or a function says of its callers. */
export interface ResourcePolicy {
  readonly resourceArn: string;
  readonly statements: readonly Statement[];
}

/** A bucket, table, queue or topic that is kept under a key of the template. */
export interface Encryption {
  readonly resourceArn: string;
  readonly keyArn: string;
  /** Whether a bucket asks for its key once for many objects. */
  readonly hasBucketKey: boolean;
}

/** One statement of a policy. */
export interface Statement {
  readonly id: string | undefined;
  readonly effect: 'Allow' | 'Deny';
  /** Whom it is about; undefined in a role's own policy. */
  readonly principals:
    | { readonly aws: readonly string[]; readonly services: readonly string[] }
    | undefined;
  /** `s3:GetObject` or a pattern. */
  readonly actions: readonly string[];
  /** ARNs or patterns; in a resource's policy `*` is the resource. */
  readonly resources: readonly string[];
  /** Values by key by operator: `{ StringEquals: { 'aws:SourceAccount': ['1'] } }`. */
  readonly conditions: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}
