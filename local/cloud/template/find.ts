interface Named {
  readonly name: string;
  readonly logicalId: string;
  readonly arn?: string;
}

/**
 * The resource of that name, logical id or ARN, else the only one whose logical id has the text
 * in it (`DailyRun`), since logical ids end in a hash. Throws where there is none or several.
 */
export function findNamed<T extends Named>(resources: readonly T[], text: string): T {
  const exact = resources.filter(({ name, logicalId, arn }) =>
    [name, logicalId, arn].includes(text),
  );
  const found =
    exact.length > 0 ? exact : resources.filter(({ logicalId }) => logicalId.includes(text));
  const [first, second] = found;
  if (first && !second) return first;
  const known = resources.map(({ logicalId }) => logicalId).join(', ');
  throw new Error(`${text} does not name one of ${known || 'nothing'}`);
}
