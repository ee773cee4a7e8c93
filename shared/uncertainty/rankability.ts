const meanOf = (values: readonly number[]) =>
  values.reduce((total, value) => total + value, 0) / values.length;

/**
 * The share of what the scores of a field differ by that is not chance: max(0, Var(scores) − mean
 * sampling variance) / Var(scores), 0 to 1. Rankability: H. van Houwelingen, R. Brand & T. Louis,
 * "Empirical Bayes methods for monitoring health care quality", Leiden 2000; H. Lingsma et al.,
 * BMC Medical Research Methodology 10, 2010. Null under three units and where all scores are the
 * same.
 */
export function rankability(
  scores: readonly number[],
  samplingVariances: readonly number[],
): number | null {
  if (scores.length < 3) return null;
  const mean = meanOf(scores);
  const variance = meanOf(scores.map((score) => (score - mean) ** 2));
  const sample = (variance * scores.length) / (scores.length - 1);
  if (!(sample > 0)) return null;
  return Math.max(0, sample - meanOf(samplingVariances)) / sample;
}
