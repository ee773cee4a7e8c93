/** A folder of buckets as the store that the tests' Trino knows. */
import { startS3 } from '../../local/services/s3/server.ts';
import { TRINO_KEY } from '../support/trino-server.ts';

/** Serves the buckets `lake` and `metastore` of the folder at the port, to Trino's key alone. */
export function serveStore(folder: string, port: number) {
  return startS3({
    dataDir: folder,
    buckets: ['lake', 'metastore'],
    port,
    accessKeys: (id) => (id === TRINO_KEY.accessKeyId ? TRINO_KEY.secretAccessKey : undefined),
    authorize: ({ action, resource }) =>
      resource.startsWith('metastore') ||
      ['s3:GetObject', 's3:ListBucket'].includes(action) || { error: 'Trino only reads the lake' },
  });
}
