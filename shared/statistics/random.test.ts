import { describe, expect, it } from 'vitest';
import { betaCdf, gammaCdf, normalCdf } from './distributions.ts';
import { Random } from './random.ts';

const DRAWS = 50_000;

/**
 * The greatest distance between the draws' distribution and the true one, times √n. Kolmogorov's
 * bound: beyond 1.95 in one stream of a thousand. The seeds are fixed, so it does not happen.
 */
function distance(draws: Float64Array, cdf: (x: number) => number): number {
  const sorted = draws.slice().sort();
  let greatest = 0;
  sorted.forEach((value, place) => {
    const share = cdf(value);
    greatest = Math.max(greatest, share - place / DRAWS, (place + 1) / DRAWS - share);
  });
  return greatest * Math.sqrt(DRAWS);
}

describe('draws follow their distribution', () => {
  const out = new Float64Array(DRAWS);

  it('uniform', () => {
    const random = new Random('uniform');
    for (let place = 0; place < DRAWS; place++) out[place] = random.uniform();
    expect(distance(out, (x) => x)).toBeLessThan(1.95);
  });

  it('normal, into the tails', () => {
    new Random('normal').fillNormal(out, 3, 2);
    expect(distance(out, (x) => normalCdf((x - 3) / 2))).toBeLessThan(1.95);
    const beyond = out.filter((x) => Math.abs(x - 3) > 2 * 3.4426).length;
    // 2 · Φ(−3.4426) = 0.000576: 28.8 of 50,000, standard deviation 5.4.
    expect(Math.abs(beyond - 28.8)).toBeLessThan(3 * 5.4);
  });

  it.each([0.05, 0.5, 1, 2.5, 60, 1e7])('gamma of shape %d', (shape) => {
    new Random(`gamma ${shape}`).fillGamma(out, shape, 4);
    expect(distance(out, (x) => gammaCdf(4 * x, shape))).toBeLessThan(1.95);
  });

  it.each([
    [0.2, 0.3],
    [2, 5],
    [400, 30],
  ])('beta of shapes %d and %d', (a, b) => {
    new Random(`beta ${a} ${b}`).fillBeta(out, a, b);
    expect(distance(out, (x) => betaCdf(x, a, b))).toBeLessThan(1.95);
  });

  it('Dirichlet: each share is a beta, and all add up to 1', () => {
    const random = new Random('dirichlet');
    const shapes = [0.5, 2, 4];
    const shares = new Float64Array(3);
    const columns = shapes.map(() => new Float64Array(DRAWS));
    for (let draw = 0; draw < DRAWS; draw++) {
      random.dirichlet(shapes, shares);
      let total = 0;
      columns.forEach((column, kind) => {
        column[draw] = shares[kind] ?? 0;
        total += shares[kind] ?? 0;
      });
      if (Math.abs(total - 1) > 1e-12) throw new Error('shares that do not add up to 1');
    }
    columns.forEach((column, kind) => {
      const own = shapes[kind] ?? 0;
      expect(distance(column, (x) => betaCdf(x, own, 6.5 - own))).toBeLessThan(1.95);
    });
  });

  it('with shapes so small that gammas underflow: 0 and 1 in proportion', () => {
    const random = new Random('tiny');
    let ones = 0;
    const shares = new Float64Array(2);
    const kinds = [0, 0];
    for (let draw = 0; draw < 4000; draw++) {
      ones += random.beta(3e-5, 1e-5) > 0.5 ? 1 : 0;
      random.dirichlet([1e-5, 3e-5], shares);
      const kind = (shares[0] ?? 0) > 0.5 ? 0 : 1;
      kinds[kind] = (kinds[kind] ?? 0) + 1;
    }
    expect(Math.abs(ones - 3000)).toBeLessThan(3 * 27.4);
    expect(Math.abs((kinds[1] ?? 0) - 3000)).toBeLessThan(3 * 27.4);
  });
});

describe('a seed', () => {
  it('gives one stream, in every process and for ever', () => {
    const random = new Random('2024-04#0001');
    const words = Array.from({ length: 4 }, () => random.uint32());
    expect(words).toMatchInlineSnapshot(`
      [
        3613921612,
        4171396031,
        1582700730,
        1194442150,
      ]
    `);
    expect(random.normal()).toMatchInlineSnapshot(`-2.5943163949982893`);
    expect(random.gamma(2.5)).toMatchInlineSnapshot(`1.186677699267496`);
    expect(random.integer(10)).toMatchInlineSnapshot(`7`);
  });

  it('that differs in one character gives another stream', () => {
    const firsts = Array.from({ length: 3000 }, (_, seed) => new Random(`${seed}`).uint32());
    expect(new Set(firsts).size).toBe(3000);
    const bits = firsts.reduce((sum, word) => sum + (word & 1), 0);
    expect(Math.abs(bits - 1500)).toBeLessThan(3 * 27.4);
  });
});
