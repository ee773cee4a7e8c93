/** Said above a ranking whose differences are mostly chance. */
import { Alert, Button } from 'antd';
import { RANKABLE } from '../../shared/scorecards/limits.ts';
import type { Ranking } from '../api.ts';
import { percent } from '../format.ts';
import type { Words } from '../words.ts';

export function Chance({
  ranking: { rankability, positions },
  show,
  words,
}: {
  readonly ranking: Ranking;
  /** Shows exact positions all the same. */
  readonly show: () => void;
  readonly words: Words;
}) {
  if (rankability === null || rankability >= RANKABLE) return null;
  const share = percent(rankability);
  if (positions === 'shown') return <Alert type="info" showIcon title={words.caution(share)} />;
  return (
    <Alert
      className="ranking-chance"
      type="info"
      showIcon
      title={words.withheld(share)}
      action={
        <Button size="small" onClick={show}>
          {words.showPositions}
        </Button>
      }
    />
  );
}
