/** Reading what `cdk synth` wrote: the manifest, each stack's template and its assets. */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { type Json, TemplateError } from './intrinsics.ts';

const json: z.ZodType<Json> = z.json();

const manifestSchema = z.object({
  artifacts: z.record(
    z.string(),
    z.object({
      type: z.string(),
      properties: z
        .object({
          templateFile: z.string().optional(),
          stackName: z.string().optional(),
          file: z.string().optional(),
        })
        .optional(),
    }),
  ),
});

const assetsSchema = z.object({
  files: z
    .record(
      z.string(),
      z.object({
        source: z.object({ path: z.string(), packaging: z.enum(['zip', 'file']) }),
        destinations: z.record(z.string(), z.object({ objectKey: z.string() })),
      }),
    )
    .default({}),
});

const templateSchema = z.object({
  Parameters: z
    .record(z.string(), z.object({ Type: z.string(), Default: json.optional() }))
    .default({}),
  Conditions: z.record(z.string(), json).default({}),
  Resources: z.record(
    z.string(),
    z.object({
      Type: z.string(),
      Condition: z.string().optional(),
      Properties: z.record(z.string(), json).default({}),
    }),
  ),
  Outputs: z
    .record(
      z.string(),
      z.object({
        Value: json,
        Condition: z.string().optional(),
        Export: z.object({ Name: json }).optional(),
      }),
    )
    .default({}),
  Mappings: z.never('not known here').optional(),
  Transform: z.never('not known here').optional(),
});

export type StackTemplate = z.infer<typeof templateSchema>;

export interface Assembly {
  readonly stacks: readonly { readonly name: string; readonly template: StackTemplate }[];
  /** The folder (or file) on disk of each asset, by the object key that templates name. */
  readonly assets: ReadonlyMap<string, string>;
}

/** Reads the folder that `cdk synth` wrote. Throws TemplateError where it is not one. */
export function readAssembly(cdkOut: string): Assembly {
  const manifest = readJson(join(cdkOut, 'manifest.json'), manifestSchema);
  const stacks: { name: string; template: StackTemplate }[] = [];
  const assets = new Map<string, string>();
  for (const [id, { type, properties }] of Object.entries(manifest.artifacts)) {
    switch (type) {
      case 'aws:cloudformation:stack':
        stacks.push({
          name: properties?.stackName ?? id,
          template: readJson(join(cdkOut, properties?.templateFile ?? ''), templateSchema),
        });
        break;
      case 'cdk:asset-manifest':
        for (const asset of Object.values(
          readJson(join(cdkOut, properties?.file ?? ''), assetsSchema).files,
        )) {
          for (const { objectKey } of Object.values(asset.destinations)) {
            assets.set(objectKey, resolve(cdkOut, asset.source.path));
          }
        }
        break;
      case 'cdk:tree':
      case 'cdk:feature-flag-report':
        break;
      default:
        throw new TemplateError(
          `manifest.json: the artifact type ${type} (${id}) is not known here`,
        );
    }
  }
  return { stacks, assets };
}

function readJson<T>(file: string, schema: z.ZodType<T>): T {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    throw new TemplateError(`cannot read ${file}: synthesize first`, { cause });
  }
  const parsed = schema.safeParse(JSON.parse(text));
  if (!parsed.success) throw new TemplateError(`${file}: ${z.prettifyError(parsed.error)}`);
  return parsed.data;
}
