/** Random numbers that are the same on every machine: a stream for every name. */

/** A stream of random numbers and the draws that the demo makes from it. */
export interface Random {
  /** Uniform in [0, 1). */
  next(): number;
  /** Whole, `from` to `to`, both included. */
  whole(from: number, to: number): number;
  chance(probability: number): boolean;
  pick<T>(choices: readonly T[]): T;
  /** One of the choices, each as often as its weight says. */
  weighted<T>(choices: readonly (readonly [T, number])[]): T;
  /** Exponential with this mean. */
  wait(mean: number): number;
  /** How many of something rare happen, where `mean` do on average. */
  count(mean: number): number;
  /** Standard normal. */
  normal(): number;
}

/**
 * The stream of a name: the parts, joined, are hashed into the state of a small generator
 * (FNV-1a into mulberry32). Two names share nothing, so one day's draws never move another's.
 */
export function randomOf(...name: readonly (string | number)[]): Random {
  let state = 0x811c9dc5;
  for (const character of name.join('|')) {
    state = Math.imul(state ^ (character.codePointAt(0) ?? 0), 0x01000193);
  }
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const wait = (mean: number) => -Math.log(1 - next()) * mean;
  const pick = <T>(choices: readonly T[]): T => {
    const choice = choices[Math.floor(next() * choices.length)];
    if (choice === undefined) throw new Error('nothing to pick from');
    return choice;
  };
  return {
    next,
    whole: (from, to) => from + Math.floor(next() * (to - from + 1)),
    chance: (probability) => next() < probability,
    pick,
    weighted: (choices) => {
      let left = next() * choices.reduce((sum, [, weight]) => sum + weight, 0);
      for (const [choice, weight] of choices) {
        left -= weight;
        if (left < 0) return choice;
      }
      return pick(choices)[0];
    },
    wait,
    // Knuth's method: the arrivals of exponential waits within one unit of time.
    count: (mean) => {
      if (mean <= 0) return 0;
      let arrivals = 0;
      for (let time = wait(1); time < mean; time += wait(1)) arrivals += 1;
      return arrivals;
    },
    normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
  };
}
