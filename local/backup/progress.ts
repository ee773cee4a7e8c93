/** Telling an operator how far a copy has come, where it takes longer than two seconds. */
import { count } from '../../web/format.ts';
import { bar, startTicker, type Ticker } from '../demo/terminal.ts';

const QUIET_MS = 2000;

export interface CopyProgress {
  tell(done: number, of: number): void;
  end(): void;
}

export function startProgress(what: string): CopyProgress {
  let text = what;
  let ticker: Ticker | undefined;
  const timer = setTimeout(() => {
    ticker = startTicker(process.stderr);
    ticker.show(text);
  }, QUIET_MS);
  return {
    tell(done, of) {
      text = `${what} ${bar(of === 0 ? 1 : done / of)} ${count(done)}/${count(of)}`;
      ticker?.show(text);
    },
    end() {
      clearTimeout(timer);
      ticker?.end();
    },
  };
}
