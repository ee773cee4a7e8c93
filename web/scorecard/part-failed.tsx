/** A part of a page that could not be read, while the rest of it stands. */
import { Button } from 'antd';
import type { Failure } from '../resource.ts';
import { Failed } from '../states.tsx';
import { useWords } from '../words.ts';

export function PartFailed({
  failure,
  retry,
}: {
  readonly failure: Failure;
  readonly retry: () => void;
}) {
  const { words } = useWords();
  // Nothing else of the page will go on either.
  if (failure.kind === 'expired') return <Failed failure={failure} retry={retry} />;
  const detail = failure.kind === 'not_found' ? words.notFoundText : failure.detail;
  return (
    <p role="alert">
      {[words.errorTitle, detail].filter(Boolean).join(' · ')}{' '}
      <Button size="small" onClick={retry}>
        {words.retry}
      </Button>
    </p>
  );
}
