/** Small symmetric matrices: what the three time shares need, whose parts may add up to a whole. */

export type Matrix = readonly (readonly number[])[];

/** A symmetric 3 × 3 matrix from its upper triangle, row by row: aa, ab, ac, bb, bc, cc. */
export function fromTriangle(triangle: readonly number[]): Matrix {
  const [aa = 0, ab = 0, ac = 0, bb = 0, bc = 0, cc = 0] = triangle;
  return [
    [aa, ab, ac],
    [ab, bb, bc],
    [ac, bc, cc],
  ];
}

/** The upper triangle of a matrix, row by row. */
export function triangleOf(matrix: Matrix): number[] {
  return matrix.flatMap((row, index) => row.slice(index));
}

const entry = (matrix: Matrix, row: number, column: number) => matrix[row]?.[column] ?? 0;

export function product(a: Matrix, b: Matrix): Matrix {
  return a.map((row) =>
    row.map((_, column) =>
      row.reduce((sum, left, index) => sum + left * entry(b, index, column), 0),
    ),
  );
}

/** a + factor × b. */
export function plus(a: Matrix, b: Matrix, factor = 1): Matrix {
  return a.map((row, index) =>
    row.map((value, column) => value + factor * entry(b, index, column)),
  );
}

/** Rows and columns of the given places only. */
export function submatrix(matrix: Matrix, places: readonly number[]): Matrix {
  return places.map((row) => places.map((column) => entry(matrix, row, column)));
}

const SWEEPS = 50;

/**
 * A function of a symmetric matrix, by its eigenvalues: U f(Λ) Uᵀ. The eigenvalues come from
 * Jacobi rotations (G. Golub & C. Van Loan, Matrix Computations, 4th edition, §8.5).
 * `of` is told the largest eigenvalue, too, so that it can tell a small one from 0.
 */
function functionOf(matrix: Matrix, of: (value: number, largest: number) => number): Matrix {
  const size = matrix.length;
  const a = matrix.map((row) => [...row]);
  const u = matrix.map((_, row) => matrix.map((__, column) => (row === column ? 1 : 0)));
  const rotate = (p: number, q: number) => {
    const apq = entry(a, p, q);
    if (apq === 0) return false;
    const theta = (entry(a, q, q) - entry(a, p, p)) / (2 * apq);
    const tangent = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
    const cosine = 1 / Math.sqrt(tangent * tangent + 1);
    const sine = tangent * cosine;
    const turn = (line: number[]) => {
      const [left = 0, right = 0] = [line[p], line[q]];
      line[p] = cosine * left - sine * right;
      line[q] = sine * left + cosine * right;
    };
    const [rowP = [], rowQ = []] = [a[p], a[q]];
    for (let k = 0; k < size; k++) {
      const [left = 0, right = 0] = [rowP[k], rowQ[k]];
      rowP[k] = cosine * left - sine * right;
      rowQ[k] = sine * left + cosine * right;
    }
    for (const row of a) turn(row);
    for (const row of u) turn(row);
    rowP[q] = 0;
    rowQ[p] = 0;
    return true;
  };
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    let turned = false;
    for (let p = 0; p < size; p++) {
      for (let q = p + 1; q < size; q++) turned = rotate(p, q) || turned;
    }
    if (!turned) break;
  }
  const values = a.map((_, index) => entry(a, index, index));
  const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const applied = values.map((value) => of(value, largest));
  return u.map((row) =>
    u.map((other) =>
      applied.reduce(
        (sum, value, index) => sum + (row[index] ?? 0) * value * (other[index] ?? 0),
        0,
      ),
    ),
  );
}

/** The nearest matrix without negative eigenvalues: a covariance. */
export function positivePart(matrix: Matrix): Matrix {
  return functionOf(matrix, (value) => Math.max(0, value));
}

/** The symmetric root of a covariance: what turns independent normals into dependent ones. */
export function rootOf(covariance: Matrix): Matrix {
  return functionOf(covariance, (value) => Math.sqrt(Math.max(0, value)));
}

/** Moore and Penrose's inverse: directions in which nothing varies stay 0. */
export function inverseOf(matrix: Matrix): Matrix {
  return functionOf(matrix, (value, largest) => (value > 1e-10 * largest ? 1 / value : 0));
}
