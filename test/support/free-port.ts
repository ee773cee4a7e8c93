import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/**
 * Below what systems give to those who ask for any port (from 32768 or 49152 on), as the embedded
 * clouds of the tests beside do: one of these is still free when it is taken, and after a restart.
 */
const [LOWEST, ABOVE] = [20_000, 32_000];

/** A port that is free now, for a program that must be told which one to take. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(LOWEST, ABOVE);
    if (await isFree(port)) return port;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(false) : reject(error),
    );
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
