/** `npm run serve` with settings of a test's own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { eventually } from './served.ts';

const ROOT = join(import.meta.dirname, '../..');

export interface Serving {
  readonly process: ChildProcess;
  /** What it has said so far, on both streams. */
  said(): string;
  /** Resolves once it has said it, or has ended. */
  untilSaid(text: string): Promise<void>;
  /** Its exit code, once it has ended by itself or was stopped. */
  readonly ended: Promise<number | null>;
  /** Ends it in order and gives its exit code. */
  stop(): Promise<number | null>;
}

export function serve(settings: Readonly<Record<string, string>>): Serving {
  const child = spawn(
    process.execPath,
    ['--max-semi-space-size=8', '--disable-warning=ExperimentalWarning', 'local/serve.ts'],
    { cwd: ROOT, env: { ...process.env, ...settings }, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      said += chunk.toString();
    });
  }
  const ended = new Promise<number | null>((resolve) => {
    child.once('close', resolve);
  });
  return {
    process: child,
    ended,
    said: () => said,
    async untilSaid(text) {
      await eventually(async () => {
        if (said.includes(text)) return true;
        if (child.exitCode !== null) throw new Error(`it ended with ${child.exitCode}: ${said}`);
        return undefined;
      });
    },
    stop() {
      if (child.exitCode === null) child.kill('SIGTERM');
      return ended;
    },
  };
}
