import { describe, expect, it } from 'vitest';
import rc01 from '../../test/reference-cases/rc01-byars-poisson-ci.json' with { type: 'json' };
import rc02 from '../../test/reference-cases/rc02-wilson-ci.json' with { type: 'json' };
import rc03 from '../../test/reference-cases/rc03-crude-rate-ci.json' with { type: 'json' };
import rc04 from '../../test/reference-cases/rc04-proportion-ci.json' with { type: 'json' };
import rc16 from '../../test/reference-cases/rc16-rate-ratio-exact.json' with { type: 'json' };
import { byar, crudeRate } from './poisson.ts';
import { wilson } from './proportion.ts';
import { type Pair, rateRatio, rateRatioInterval, rateRatioTest } from './rate-ratio.ts';
import { expectAllClose, expectClose } from './testing.ts';

describe(`rc01 ${rc01.title}`, () => {
  it.each(rc01.cases)('$x at $confidence', ({ x, confidence, lower, upper }) => {
    const limits = byar(x, confidence);
    if (lower === null) expect(limits[0]).toBeNull();
    else expectClose(limits[0], lower, rc01.tolerance);
    expectClose(limits[1], upper, rc01.tolerance);
  });
});

describe(`rc02 ${rc02.title}`, () => {
  it.each(rc02.cases)('$x of $n at $confidence', ({ x, n, confidence, lower, upper }) => {
    expectAllClose(wilson(x, n, confidence), [lower, upper], rc02.tolerance);
  });

  it('is everything at confidence 1', () => {
    expect(wilson(65, 100, 1)).toEqual([0, 1]);
  });
});

describe(`rc03 ${rc03.title}`, () => {
  it.each(rc03.cases)('$Area, $statistic', (row) => {
    for (const [confidence, lower, upper] of [
      [0.95, row.lower95_0cl, row.upper95_0cl],
      [0.998, row.lower99_8cl, row.upper99_8cl],
    ] as const) {
      const rate = crudeRate(row.Numerator, row.Denominator, row.multiplier, confidence);
      if (row.value === null || lower === null || upper === null) {
        expect(rate).toBeNull();
        continue;
      }
      expectClose(rate?.value, row.value, rc03.tolerance);
      expectAllClose(rate?.interval ?? [], [lower, upper], rc03.tolerance);
    }
  });
});

describe(`rc04 ${rc04.title}`, () => {
  const known = rc04.cases.filter(({ value }) => value !== null);

  it.each(known)('$Area, $statistic', (row) => {
    const { Numerator: x, Denominator: n, multiplier } = row;
    const limits = [0.95, 0.998].flatMap((confidence) => wilson(x ?? 0, n ?? 0, confidence));
    const published = [row.lower95_0cl, row.upper95_0cl, row.lower99_8cl, row.upper99_8cl];
    expectAllClose(
      limits.map((limit) => limit * multiplier),
      published.map((limit) => limit ?? 0),
      rc04.tolerance,
    );
  });

  it('refuses a part that is more than the whole', () => {
    expect(() => wilson(101, 100, 0.95)).toThrow(RangeError);
    expect(() => wilson(-1, 100, 0.95)).toThrow(RangeError);
    expect(() => wilson(Number.NaN, 100, 0.95)).toThrow(RangeError);
  });
});

describe(`rc16 ${rc16.title}`, () => {
  it.each(rc16.cases)('$name', ({ x, T, ratio, ci, p }) => {
    const counts = x as unknown as Pair;
    const exposures = T as unknown as Pair;
    expectClose(rateRatio(counts, exposures), ratio, rc16.tolerance);
    expectAllClose(rateRatioInterval(counts, exposures, 0.95), ci, rc16.tolerance);
    expectClose(rateRatioTest(counts, exposures), p, rc16.tolerance);
  });
});
