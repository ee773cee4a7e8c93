/** The synthesized template, for tests over the whole of it. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FUNCTIONS } from './bundle.ts';
import { writeAssembly } from './synthesize.ts';

export type Json =
  | null
  | boolean
  | number
  | string
  | readonly Json[]
  | { readonly [key: string]: Json };

export interface Resource {
  readonly Type: string;
  readonly Properties: { readonly [key: string]: Json };
  readonly DependsOn?: readonly string[];
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
}

export interface Statement {
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource: Json;
  readonly Condition?: Json;
}

type Written = Omit<Parameters<typeof writeAssembly>[0], 'outdir' | 'bundles'>;

export interface Scratch {
  readonly folder: string;
  /** Writes an assembly to a folder of that name. */
  write(name: string, options?: Written): void;
  /** Writes an assembly to a folder of that name and gives its template. */
  synthesize(
    name: string,
    options?: Written & {
      /** Whose template is read; the whole module's where left out. */
      readonly stack?: string;
    },
  ): { text: string; resources: [string, Resource][] };
  remove(): void;
}

/** What makes every stack there is, in a region that has them. */
export const EVERYTHING = { identity: 'cognito', services: '410400000000', edge: 'true' } as const;
export const STACKS = ['Fengqiao', 'FengqiaoIdentity', 'FengqiaoEdge'] as const;

/** A folder for assemblies of functions that hold no code: the template does not depend on it. */
export function scratchAssemblies(): Scratch {
  const folder = mkdtempSync(join(tmpdir(), 'template-'));
  const bundles = join(folder, 'bundles');
  for (const name of FUNCTIONS) {
    mkdirSync(join(bundles, name), { recursive: true });
    writeFileSync(join(bundles, name, 'index.js'), `// ${name}`);
  }
  const write = (name: string, options: Written = {}) =>
    writeAssembly({ outdir: join(folder, name), bundles, ...options });
  return {
    folder,
    write,
    synthesize(name, { stack = 'Fengqiao', ...options } = {}) {
      write(name, options);
      const text = readFileSync(join(folder, name, `${stack}.template.json`), 'utf8');
      const template = JSON.parse(text) as { Resources: Record<string, Resource> };
      return { text, resources: Object.entries(template.Resources) };
    },
    remove: () => rmSync(folder, { recursive: true }),
  };
}

/** Whether `value` mentions the resource: by Ref or by an attribute of it. */
export function mentions(value: Json | undefined, id: string): boolean {
  return value !== undefined && JSON.stringify(value).includes(`"${id}"`);
}

export const list = <T>(value: T | readonly T[]): readonly T[] =>
  Array.isArray(value) ? (value as readonly T[]) : [value as T];

export function statementsOf(policy: Resource): readonly Statement[] {
  const { PolicyDocument } = policy.Properties;
  return (PolicyDocument as unknown as { Statement: readonly Statement[] }).Statement;
}
