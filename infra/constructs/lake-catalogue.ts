import { Stack } from 'aws-cdk-lib';
import { CfnDatabase, CfnTable } from 'aws-cdk-lib/aws-glue';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { LakeTable } from '../../shared/lake/tables.ts';
import { ownName } from './pin.ts';

/** The Glue database: the lake's tables as Athena sees them. */
export class LakeCatalogue extends Construct {
  readonly database: string;
  /** What a query's caller must be allowed to read: the database with its catalogue, each table. */
  readonly arns: { readonly database: readonly string[]; readonly tables: readonly string[] };

  constructor(
    scope: Construct,
    id: string,
    options: { readonly bucket: Bucket; readonly tables: readonly LakeTable[] },
  ) {
    super(scope, id);
    const stack = Stack.of(this);
    // Athena wants no hyphens.
    this.database = ownName(this).replaceAll('-', '_');
    const database = new CfnDatabase(this, 'Database', {
      catalogId: stack.account,
      databaseInput: { name: this.database, description: 'The lake, rebuilt from raw submissions' },
    });
    for (const table of options.tables) {
      const resource = new CfnTable(this, table.name, {
        catalogId: stack.account,
        databaseName: this.database,
        tableInput: tableInput(table, options.bucket),
      });
      resource.addResourceDependency(database);
    }
    const arn = (resource: string) => stack.formatArn({ service: 'glue', resource });
    this.arns = {
      database: [arn('catalog'), arn(`database/${this.database}`)],
      tables: options.tables.map(({ name }) => arn(`table/${this.database}/${name}`)),
    };
  }
}

function tableInput(table: LakeTable, bucket: Bucket): CfnTable.TableInputProperty {
  return {
    name: table.name,
    description: table.description,
    tableType: 'EXTERNAL_TABLE',
    parameters: { EXTERNAL: 'TRUE', classification: 'parquet', ...projection(table) },
    partitionKeys: table.partition ? [{ name: table.partition.name, type: 'string' }] : [],
    storageDescriptor: {
      location: `s3://${bucket.bucketName}/lake/${table.name}/`,
      inputFormat: 'org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat',
      outputFormat: 'org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat',
      serdeInfo: {
        serializationLibrary: 'org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe',
      },
      columns: table.columns.map(({ name, type, description }) => ({
        name,
        type,
        comment: description,
      })),
    },
  };
}

/**
 * Athena works the partitions out instead of asking for a list of them. NOW is UTC, eight hours
 * behind Shanghai, hence one day or month more.
 */
function projection({ partition }: LakeTable): Record<string, string> {
  if (!partition) return {};
  const { name, format } = partition;
  const [first, unit] = name === 'day' ? ['2020-01-01', 'DAYS'] : ['2020-01', 'MONTHS'];
  return {
    'projection.enabled': 'true',
    [`projection.${name}.type`]: 'date',
    [`projection.${name}.format`]: format,
    [`projection.${name}.range`]: `${first},NOW+1${unit}`,
    [`projection.${name}.interval`]: '1',
    [`projection.${name}.interval.unit`]: unit,
  };
}
