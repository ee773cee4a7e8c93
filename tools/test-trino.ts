/**
 * `npm run test:trino`: the conformance suite on a real Trino, and the lake's files by a reader of
 * Apache Arrow; a file's name after `--` runs that one alone. What it needs is installed first,
 * into `.cache/`.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { maven, needJava } from './java.ts';
import { CACHE, pythonPrograms } from './python.ts';

const ROOT = join(import.meta.dirname, '..');
const TRINO = join(CACHE, 'trino-435');
const PYARROW = 'pyarrow==26.0.1';

/** The server's and the Hive connector's libraries, put together once. */
function needTrino(): void {
  needJava();
  if (existsSync(TRINO)) return;
  const unfinished = `${TRINO}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  maven(join(ROOT, 'tools/trino/pom.xml'), 'generate-resources', { home: unfinished });
  renameSync(unfinished, TRINO);
}

needTrino();
const python = join(pythonPrograms('pyarrow', PYARROW), 'python');
const { status } = spawnSync(
  process.execPath,
  [
    'node_modules/vitest/vitest.mjs',
    'run',
    '--config',
    'vitest.trino.config.ts',
    ...process.argv.slice(2),
  ],
  { stdio: 'inherit', env: { ...process.env, TRINO_HOME: TRINO, PYTHON_ARROW: python } },
);
process.exit(status ?? 1);
