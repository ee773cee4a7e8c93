import { existsSync } from 'node:fs';
import { copyFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { build, stop } from 'esbuild';
import { straightImports } from './barrels.ts';

/** The functions: each is `functions/<name>/handler.ts` and exports `handler`. */
export const FUNCTIONS = ['api', 'inbox', 'compact', 'run', 'remind', 'token'] as const;
export type FunctionName = (typeof FUNCTIONS)[number];

const ROOT = join(import.meta.dirname, '..');

/**
 * Bundles every function to `<outdir>/<name>/index.js` and the web page to `<outdir>/api/web/`,
 * replacing what was there. Throws, naming file and line, where a source does not build.
 */
export async function bundle(outdir: string): Promise<void> {
  const folder = resolve(outdir);
  await rm(folder, { recursive: true, force: true });
  await Promise.all([bundleFunctions(folder), bundleWeb(join(folder, 'api', 'web'))]);
  // Its process would keep some 300 MB for as long as ours lives.
  await stop();
}

async function bundleFunctions(outdir: string): Promise<void> {
  await build({
    absWorkingDir: ROOT,
    entryPoints: FUNCTIONS.map((name) => ({
      in: `functions/${name}/handler.ts`,
      out: `${name}/index`,
    })),
    outdir,
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'cjs',
    // ES modules first: unused parts of the SDK fall away.
    mainFields: ['module', 'main'],
    loader: { '.sql': 'text' },
    charset: 'utf8',
    legalComments: 'none',
    logLevel: 'silent',
  });
  // Says what index.js is wherever the folder lies, also below a package of another type.
  await Promise.all(
    FUNCTIONS.map((name) => writeFile(join(outdir, name, 'package.json'), '{"type":"commonjs"}\n')),
  );
}

async function bundleWeb(outdir: string): Promise<void> {
  if (!existsSync(join(ROOT, 'web', 'main.tsx'))) {
    process.stderr.write('web/main.tsx is missing: the page is left out of the bundle\n');
    return;
  }
  await build({
    absWorkingDir: ROOT,
    entryPoints: ['web/main.tsx', 'web/styles.css'],
    outdir,
    bundle: true,
    splitting: true,
    platform: 'browser',
    target: 'chrome109',
    format: 'esm',
    minify: true,
    plugins: [straightImports(join(ROOT, 'web'))],
    define: { 'process.env.NODE_ENV': '"production"' },
    charset: 'utf8',
    legalComments: 'none',
    logLevel: 'silent',
  });
  await copyFile(join(ROOT, 'web', 'index.html'), join(outdir, 'index.html'));
}
