/** Keeping the synthesized template up to date with its sources. */
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** What ends up in the assembly. */
const SOURCES = ['infra', 'functions', 'shared', 'web', 'package-lock.json', 'cdk.json'];

/**
 * Synthesizes into `<root>/cdk.out` where that is missing or older than a source, and gives the
 * folder. `progress` is told before the work begins. Throws where a source does not build.
 */
export async function ensureAssembly(root: string, progress: () => void): Promise<string> {
  const outdir = join(root, 'cdk.out');
  const made = modified(join(outdir, 'manifest.json'));
  const newest = Math.max(...SOURCES.map((source) => newestIn(join(root, source))));
  if (made === undefined || newest > made) {
    progress();
    // The CDK takes a second to load: only where it is needed.
    const { synthesize } = await import('../../infra/synthesize.ts');
    await synthesize({ outdir, bundles: join(root, 'dist', 'functions') });
  }
  return outdir;
}

function newestIn(path: string): number {
  const own = modified(path);
  if (own === undefined) return 0;
  if (!statSync(path).isDirectory()) return own;
  // A folder's own time tells of files that were added or removed.
  return readdirSync(path)
    .filter((name) => !/\.test\.tsx?$/.test(name))
    .reduce((newest, name) => Math.max(newest, newestIn(join(path, name))), own);
}

/** Milliseconds since 1970; undefined where there is nothing. */
function modified(path: string): number | undefined {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs;
}
