/** The parts of jStat that the tests hold this folder's distributions against. */
declare module 'jstat' {
  interface Continuous<Parameters extends number[]> {
    cdf(x: number, ...parameters: Parameters): number;
    inv(p: number, ...parameters: Parameters): number;
  }
  export const jStat: {
    readonly normal: Continuous<[mean: number, error: number]>;
    readonly studentt: Continuous<[degrees: number]>;
    readonly gamma: Continuous<[shape: number, scale: number]>;
    readonly beta: Continuous<[a: number, b: number]>;
    readonly chisquare: Continuous<[degrees: number]>;
  };
}
