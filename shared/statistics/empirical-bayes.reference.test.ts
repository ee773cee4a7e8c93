import { describe, expect, it } from 'vitest';
import rc11 from '../../test/reference-cases/rc11-eb-marshall-auckland.json' with { type: 'json' };
import rc13 from '../../test/reference-cases/rc13-eb-nc-sids.json' with { type: 'json' };
import rc14 from '../../test/reference-cases/rc14-eb-gamma-poisson-scotland.json' with {
  type: 'json',
};
import { gammaQuantile } from './distributions.ts';
import { gammaPosterior, gammaPrior, marshall, shrinkRate } from './empirical-bayes.ts';
import { claytonKaldor, gammaPoissonLikelihood } from './gamma-poisson.ts';
import { expectAllClose, expectClose } from './testing.ts';

const marshalls = [
  {
    title: `rc11 ${rc11.title}`,
    tolerance: rc11.tolerance,
    ...rc11.cases[0],
    units: rc11.cases.flatMap(({ rows }) =>
      rows.map(({ deaths, exposure, eb }) => ({ events: deaths, exposure, shrunken: eb })),
    ),
  },
  {
    title: `rc13 ${rc13.title}`,
    tolerance: rc13.tolerance,
    ...rc13.cases[0],
    units: rc13.cases.flatMap(({ rows }) =>
      rows.map(({ SID74, BIR74, eb74 }) => ({ events: SID74, exposure: BIR74, shrunken: eb74 })),
    ),
  },
];

describe.each(marshalls)('$title', ({ tolerance, a = 0, b = 0, units }) => {
  const events = units.map((unit) => unit.events);
  const exposures = units.map((unit) => unit.exposure);
  const moments = marshall(events, exposures);
  const prior = gammaPrior(events, exposures);

  it('has the published moments', () => {
    expectClose(moments?.variance, a, tolerance);
    expectClose(moments?.mean, b, tolerance);
  });

  it('shrinks every rate as published, none to 0, and alike by the gamma posterior', () => {
    for (const { events: n, exposure, shrunken } of units) {
      const rate = moments ? shrinkRate(moments, n, exposure) : 0;
      expectClose(rate, shrunken, tolerance);
      expect(rate).toBeGreaterThan(0);
      const posterior = gammaPosterior(prior, n, exposure);
      expectClose(posterior.shape / posterior.rate, shrunken, tolerance);
    }
  });
});

describe(`rc14 ${rc14.title}`, () => {
  const { tolerance } = rc14;
  const [published] = rc14.cases;
  const rows = published?.A.rows ?? [];
  const counts = rows.map(({ cases }) => cases);
  const expected = rows.map(({ expected: e }) => e);

  it('A: the likeliest negative binomial, posterior means and medians', () => {
    const prior = gammaPoissonLikelihood(counts, expected);
    if (!prior || !published) throw new Error('no prior');
    expectClose(prior.shape, published.A.alpha, tolerance);
    expectClose(prior.shape / prior.rate, published.A.mu, tolerance);
    for (const { cases, expected: e, RR, RRmed } of rows) {
      const { shape, rate } = gammaPosterior(prior, cases, e);
      expectClose(shape / rate, RR, tolerance);
      expectClose(gammaQuantile(0.5, shape) / rate, RRmed, tolerance);
    }
  });

  it('B: the moment iteration', () => {
    const prior = claytonKaldor(counts, expected);
    if (!prior || !published) throw new Error('no prior');
    expectAllClose([prior.shape, prior.rate], [published.B.nu, published.B.alpha], tolerance);
    for (const { cases, expected: e, smthrr } of published.B.rows) {
      const { shape, rate } = gammaPosterior(prior, cases, e);
      expectClose(shape / rate, smthrr, tolerance);
    }
  });
});
