/** Emulators of AWS that we did not write, each a process of its own on loopback. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pythonPrograms } from '../../tools/python.ts';
import { freePort } from '../support/free-port.ts';

export interface Emulator {
  readonly url: string;
  /** Where it keeps what it writes. */
  readonly folder: string;
  /** What an SDK client needs to speak to it; it takes any key. */
  readonly settings: {
    readonly endpoint: string;
    readonly region: string;
    readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
    readonly maxAttempts: number;
  };
  /** Ends the process and removes its folder. */
  stop(): Promise<void>;
}

export type EmulatorName = 'ministack' | 'moto' | 'dynalite';

/** The programs that the development dependencies bring. */
const OWN_PROGRAMS = join(import.meta.dirname, '../../node_modules/.bin');

/** Against what hangs: Python reads much on its first start. */
const STARTING_MS = 300_000;

interface Kind {
  /** From PyPI; the program of one that has none stands among this project's own. */
  readonly packages: readonly string[];
  readonly program: string;
  readonly arguments: (port: string) => readonly string[];
  readonly environment: (port: string, folder: string) => Record<string, string>;
  /** Answers once the emulator is up. */
  readonly health: string;
}

const KINDS: Readonly<Record<EmulatorName, Kind>> = {
  ministack: {
    // It verifies tokens with the second and has the third for its Athena.
    packages: ['ministack==1.5.33', 'cryptography==50.0.2', 'duckdb==1.5.5'],
    program: 'ministack',
    arguments: () => [],
    environment: (port, folder) => ({
      GATEWAY_PORT: port,
      BIND_HOST: '127.0.0.1',
      MINISTACK_REGION: 'cn-north-1',
      S3_DATA_DIR: join(folder, 's3'),
      TMPDIR: folder,
      LOG_LEVEL: 'WARNING',
    }),
    health: '/_ministack/health',
  },
  moto: {
    packages: ['moto[server]==5.2.5'],
    program: 'moto_server',
    arguments: (port) => ['-H', '127.0.0.1', '-p', port],
    environment: (_, folder) => ({ TMPDIR: folder }),
    health: '/moto-api/',
  },
  dynalite: {
    packages: [],
    program: 'dynalite',
    arguments: (port) => ['--host', '127.0.0.1', '--port', port, '--createTableMs', '0'],
    environment: () => ({}),
    health: '/',
  },
};

/** Installs what the emulators need, before several tests at once would. */
export function installEmulators(): void {
  for (const [name, { packages }] of Object.entries(KINDS)) {
    if (packages.length > 0) pythonPrograms(name, ...packages);
  }
}

/** Installs the emulator where it is missing and starts it empty. Throws where it does not come up. */
export async function startEmulator(
  name: EmulatorName,
  region = 'cn-north-1',
  environment: Record<string, string> = {},
): Promise<Emulator> {
  const kind = KINDS[name];
  const programs = kind.packages.length > 0 ? pythonPrograms(name, ...kind.packages) : OWN_PROGRAMS;
  const folder = mkdtempSync(join(tmpdir(), `${name}-`));
  const port = String(await freePort());
  const log = join(folder, 'log');
  const output = openSync(log, 'w');
  const child = spawn(join(programs, kind.program), kind.arguments(port), {
    env: {
      ...process.env,
      ...kind.environment(port, folder),
      AWS_DEFAULT_REGION: region,
      ...environment,
    },
    stdio: ['ignore', output, output],
  });
  const ended = once(child, 'exit');
  const url = `http://127.0.0.1:${port}`;
  const deadline = performance.now() + STARTING_MS;
  while (!(await answers(url + kind.health))) {
    if (child.exitCode !== null || performance.now() > deadline) {
      child.kill();
      throw new Error(`${name} did not come up: ${readFileSync(log, 'utf8')}`);
    }
    await sleep(100);
  }
  return {
    url,
    folder,
    settings: {
      endpoint: url,
      region,
      // MiniStack takes a key of twelve digits for the account, and this secret for its owner's.
      credentials: { accessKeyId: '000000000000', secretAccessKey: 'test' },
      maxAttempts: 1,
    },
    async stop() {
      child.kill();
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function answers(url: string): Promise<boolean> {
  return fetch(url).then(
    () => true,
    () => false,
  );
}
