/**
 * Seeded random draws, the same on every machine: the same seed gives the same stream in any
 * process, time zone and locale. No draw allocates, since a run takes tens of millions of them.
 */

const TWO_TO_MINUS_32 = 2 ** -32;

/** The ziggurat's layers, their common area, and where its tail begins (Marsaglia & Tsang 2000). */
const LAYERS = 128;
const AREA = 9.91256303526217e-3;
const LAST_EDGE = 3.442619855899;

/** The right edge of every layer, from the base up, and the share of it that needs no test. */
const EDGES = new Float64Array(LAYERS + 1);
const INSIDE = new Float64Array(LAYERS);
EDGES[0] = AREA * Math.exp(0.5 * LAST_EDGE ** 2);
EDGES[1] = LAST_EDGE;
for (let layer = 2; layer < LAYERS; layer++) {
  const below = EDGES[layer - 1] as number;
  EDGES[layer] = Math.sqrt(-2 * Math.log(AREA / below + Math.exp(-0.5 * below ** 2)));
}
for (let layer = 0; layer < LAYERS; layer++) {
  INSIDE[layer] = (EDGES[layer + 1] as number) / (EDGES[layer] as number);
}

/** The finalizer of MurmurHash3 (A. Appleby, 2011): every bit of the input moves every other. */
function mix(word: number): number {
  let h = word;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

/** FNV-1a (Fowler, Noll & Vo, 1991) over the UTF-16 code units of a text, from a given basis. */
function hash(text: string, basis: number): number {
  let h = basis;
  for (let index = 0; index < text.length; index++) {
    h = Math.imul(h ^ text.charCodeAt(index), 0x01000193);
  }
  return mix(h);
}

/**
 * xoshiro128** (D. Blackman & S. Vigna, "Scrambled linear pseudorandom number generators", ACM
 * Transactions on Mathematical Software 47:4, 2021), seeded with a text. Streams of different
 * texts are independent for every practical purpose: a seed fills the whole state of 128 bits.
 */
export class Random {
  // Signed 32-bit words: V8 keeps them as small integers, without a heap number each.
  #a: number;
  #b: number;
  #c: number;
  #d: number;

  constructor(seed: string) {
    this.#a = hash(seed, 0x811c9dc5 | 0);
    this.#b = hash(seed, (this.#a + 0x9e3779b9) | 0);
    this.#c = hash(seed, (this.#b + 0x9e3779b9) | 0);
    // A state of zeros would stay zero for ever.
    this.#d = hash(seed, (this.#c + 0x9e3779b9) | 0) | 1;
  }

  /** A uniform integer, 0 to 2³² − 1. */
  uint32(): number {
    const b = this.#b;
    const scrambled = Math.imul(b, 5);
    const result = Math.imul((scrambled << 7) | (scrambled >>> 25), 9);
    const c = this.#c ^ this.#a;
    const d = this.#d ^ b;
    this.#b = b ^ c;
    this.#a ^= d;
    this.#c = c ^ (b << 9);
    this.#d = (d << 11) | (d >>> 21);
    return result >>> 0;
  }

  /** Uniform on the open interval (0, 1), with 32 random bits: never 0, never 1. */
  uniform(): number {
    return (this.uint32() + 0.5) * TWO_TO_MINUS_32;
  }

  /** A uniform integer from 0 to `below` − 1; `below` is at most 2³². */
  integer(below: number): number {
    return Math.floor(this.uint32() * TWO_TO_MINUS_32 * below);
  }

  /**
   * Standard normal, by the ziggurat of G. Marsaglia & W. Tsang (Journal of Statistical Software
   * 5:8, 2000), with a word of its own for the layer, as J. Doornik, "An improved ziggurat method
   * to generate normal random samples", 2005, asks for.
   */
  normal(): number {
    for (;;) {
      const layer = this.uint32() >>> 25;
      const u = 2 * this.uniform() - 1;
      const x = u * (EDGES[layer] as number);
      if (Math.abs(u) < (INSIDE[layer] as number)) return x;
      if (layer === 0) return u < 0 ? -this.#tail() : this.#tail();
      const outer = (EDGES[layer] as number) ** 2;
      const inner = (EDGES[layer + 1] as number) ** 2;
      const low = Math.exp(-0.5 * (outer - x * x));
      const high = Math.exp(-0.5 * (inner - x * x));
      if (low + this.uniform() * (high - low) < 1) return x;
    }
  }

  /** A normal beyond the last edge (G. Marsaglia, Technometrics 6, 1964). */
  #tail(): number {
    let x: number;
    let y: number;
    do {
      x = -Math.log(this.uniform()) / LAST_EDGE;
      y = -Math.log(this.uniform());
    } while (2 * y < x * x);
    return LAST_EDGE + x;
  }

  /**
   * Gamma with the given shape (> 0) and rate 1, by G. Marsaglia & W. Tsang, "A simple method for
   * generating gamma variables", ACM Transactions on Mathematical Software 26:3, 2000. Below
   * shape 1 it is a draw of shape + 1 times U^(1/shape), from the same paper, §6.
   */
  gamma(shape: number): number {
    if (shape < 1) return this.gamma(shape + 1) * this.uniform() ** (1 / shape);
    const d = shape - 1 / 3;
    const c = 1 / Math.sqrt(9 * d);
    for (;;) {
      const x = this.normal();
      const root = 1 + c * x;
      if (root <= 0) continue;
      const v = root * root * root;
      const u = this.uniform();
      const square = x * x;
      // The squeeze decides nearly every draw without a logarithm.
      if (u < 1 - 0.0331 * square * square) return d * v;
      if (Math.log(u) < 0.5 * square + d * (1 - v + Math.log(v))) return d * v;
    }
  }

  /** Beta from two gammas; both shapes are > 0 and may be small. */
  beta(a: number, b: number): number {
    const x = this.gamma(a);
    const sum = x + this.gamma(b);
    if (sum > 0) return x / sum;
    // Shapes so small that both underflow: nearly all of the mass is at 0 and 1.
    return this.uniform() * (a + b) < a ? 1 : 0;
  }

  /** Dirichlet from as many gammas as there are shapes, each > 0, into `out` of that length. */
  dirichlet(shapes: ArrayLike<number>, out: Float64Array): void {
    const size = shapes.length;
    let sum = 0;
    for (let index = 0; index < size; index++) {
      const draw = this.gamma(shapes[index] as number);
      out[index] = draw;
      sum += draw;
    }
    if (sum > 0) {
      for (let index = 0; index < size; index++) out[index] = (out[index] as number) / sum;
      return;
    }
    // As in `beta`: the whole share falls to one part, by chance in proportion to its shape.
    let total = 0;
    for (let index = 0; index < size; index++) total += shapes[index] as number;
    let left = this.uniform() * total;
    let chosen = 0;
    while (chosen < size - 1 && left >= (shapes[chosen] as number)) {
      left -= shapes[chosen] as number;
      chosen += 1;
    }
    out.fill(0, 0, size);
    out[chosen] = 1;
  }

  /** Fills `out` with draws of a normal distribution. */
  fillNormal(out: Float64Array, mean: number, error: number): void {
    for (let index = 0; index < out.length; index++) out[index] = mean + error * this.normal();
  }

  /** Fills `out` with draws of a gamma distribution. */
  fillGamma(out: Float64Array, shape: number, rate: number): void {
    for (let index = 0; index < out.length; index++) out[index] = this.gamma(shape) / rate;
  }

  /** Fills `out` with draws of a beta distribution. */
  fillBeta(out: Float64Array, a: number, b: number): void {
    for (let index = 0; index < out.length; index++) out[index] = this.beta(a, b);
  }
}
