/** What Athena does in its caller's name, with the caller's own rights. */
import { type Access, type CallContext, denial, type Service } from '../access.ts';
import { type Caller, ServiceError } from '../json-server.ts';
import { type GlueTable, parseLocation } from './catalogue.ts';
import { mentions } from './engine.ts';

/** Throws AccessDeniedException where the caller may not have this done for it. */
export function requireVia(
  access: Access,
  { accessKeyId }: Caller,
  service: Service,
  action: string,
  resource: string,
  context: CallContext = {},
): void {
  const denied = denial(access, {
    accessKeyId,
    service,
    action,
    resource,
    context: () => ({
      'aws:CalledVia': ['athena.amazonaws.com'],
      'aws:ViaAWSService': 'true',
      ...context,
    }),
  });
  if (denied) throw new ServiceError('AccessDeniedException', denied.error);
}

/**
 * What Athena does for a query before it starts: looks the tables up in the catalogue, finds
 * and reads their objects, and sees where the results go.
 */
export function requireData(
  access: Access,
  known: readonly GlueTable[],
  caller: Caller,
  order: {
    readonly statement: string;
    readonly database: string;
    readonly outputLocation: string;
  },
): void {
  const need = (service: Service, action: string, resource: string, context?: CallContext) =>
    requireVia(access, caller, service, action, resource, context);
  const tables = known.filter(({ name }) => mentions(order.statement, name));
  for (const part of ['catalog', `database/${order.database}`]) {
    need('glue', 'glue:GetDatabase', part);
  }
  for (const { database, name, partitionKeys, parameters, location } of tables) {
    const parts = ['catalog', `database/${database}`, `table/${database}/${name}`];
    const projected = parameters['projection.enabled'] === 'true';
    const actions = partitionKeys.length > 0 && !projected ? ['GetPartitions'] : [];
    for (const action of ['GetTable', ...actions]) {
      for (const part of parts) need('glue', `glue:${action}`, part);
    }
    const { bucket, prefix } = parseLocation(location);
    need('s3', 's3:ListBucket', bucket, { 's3:prefix': prefix });
    need('s3', 's3:GetObject', `${bucket}/${prefix}object`);
  }
  const { bucket, prefix } = parseLocation(order.outputLocation);
  need('s3', 's3:GetBucketLocation', bucket);
  need('s3', 's3:PutObject', `${bucket}/${prefix}object`);
}
