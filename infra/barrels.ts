/**
 * Imports through a library's index, led straight to the module behind each name. The bundler
 * splits code by file: what one page takes from an index would be loaded by every page that takes
 * anything from it.
 */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, sep } from 'node:path';
import type { Plugin } from 'esbuild';

/** What is imported by the page, and the file that lists what stands behind it. */
const INDICES: Readonly<Record<string, string>> = {
  antd: 'antd/es/index.js',
  'echarts/charts': 'echarts/lib/export/charts.js',
  'echarts/components': 'echarts/lib/export/components.js',
  'echarts/renderers': 'echarts/lib/export/renderers.js',
};

interface Behind {
  readonly module: string;
  readonly name: string;
}

const EXPORT = /^export \{ (\w+) as (\w+) \} from '(\.[^']+)'/gm;

/** The modules behind an index's names. */
export function behindIndex(text: string, folder: string): ReadonlyMap<string, Behind> {
  return new Map(
    Array.from(text.matchAll(EXPORT), ([, name = '', as = '', path = '']) => [
      as,
      { module: join(folder, path), name },
    ]),
  );
}

const IMPORT = /^import \{([^}]*)\} from '([^']+)';/gm;

/**
 * A source with each of its imports from an index led to the modules behind; types fall away.
 * Throws for a name that the index does not have in one place of its own.
 */
export function withoutIndices(
  source: string,
  indices: ReadonlyMap<string, ReadonlyMap<string, Behind>>,
): string {
  return source.replaceAll(IMPORT, (statement, names: string, from: string) => {
    const index = indices.get(from);
    if (!index) return statement;
    const imports = names
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name && !name.startsWith('type '))
      .map((name) => {
        const behind = index.get(name);
        if (!behind) throw new Error(`${from} has no module for ${name}`);
        return `import { ${behind.name} as ${name} } from ${JSON.stringify(behind.module)};`;
      });
    // On one line, so that the bundler's messages name the source's lines.
    return imports.join(' ') + statement.replace(/[^\n]/g, '');
  });
}

/** For the bundler: applies to the sources in `folder`. */
export function straightImports(folder: string): Plugin {
  return {
    name: 'straight-imports',
    async setup(build) {
      const require = createRequire(import.meta.url);
      const indices = new Map(
        await Promise.all(
          Object.entries(INDICES).map(async ([from, file]) => {
            const [library = ''] = file.split('/');
            const path = join(dirname(require.resolve(`${library}/package.json`)), '..', file);
            return [from, behindIndex(await readFile(path, 'utf8'), dirname(path))] as const;
          }),
        ),
      );
      build.onLoad({ filter: /\.tsx?$/ }, async ({ path }) => {
        if (!path.startsWith(folder + sep)) return undefined;
        const contents = withoutIndices(await readFile(path, 'utf8'), indices);
        return { contents, loader: path.endsWith('x') ? 'tsx' : 'ts' };
      });
    },
  };
}
