/** One moving line on a terminal, a line every other second elsewhere. */

const EVERY = 2000;
const BAR = 24;

export interface Ticker {
  /** What is going on; shown at once on a terminal, with the next line elsewhere. */
  show(text: string): void;
  /** Lines that stay, above the moving one. */
  say(lines: readonly string[]): void;
  /** Ends the moving line. */
  end(): void;
}

/** Starts telling what goes on, with the seconds gone by; never silent for long. */
export function startTicker(out: NodeJS.WriteStream): Ticker {
  const begun = performance.now();
  let text = '';
  const line = () => `${text}  ${Math.round((performance.now() - begun) / 1000)} s`;
  const write = () => {
    if (text !== '') out.write(out.isTTY ? `\r\u001b[K${line()}` : `${line()}\n`);
  };
  const timer = setInterval(write, out.isTTY ? EVERY / 4 : EVERY);
  return {
    show(next) {
      const first = text === '';
      text = next;
      if (first || out.isTTY) write();
    },
    say(lines) {
      out.write(`${out.isTTY ? '\r\u001b[K' : ''}${lines.join('\n')}\n`);
      write();
    },
    end() {
      clearInterval(timer);
      out.write(out.isTTY ? '\r\u001b[K' : '');
    },
  };
}

/** `[██████░░░░] 60%` */
export function bar(share: number): string {
  const full = Math.round(Math.min(1, share) * BAR);
  const percent = String(Math.floor(Math.min(1, share) * 100)).padStart(3);
  return `[${'█'.repeat(full)}${'░'.repeat(BAR - full)}] ${percent}%`;
}
