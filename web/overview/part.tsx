/** A part of the overview: what is awaited, or failed, concerns it alone; the rest of the page stays. */
import { Button } from 'antd';
import type { ReactNode } from 'react';
import type { Failure, Resource } from '../resource.ts';
import { signIn } from '../session.ts';
import { Loading } from '../states.tsx';
import { useWords } from '../words.ts';
import { useOverviewWords } from './words.ts';

export function Part<T>({
  of,
  name,
  rows,
  children,
}: {
  readonly of: Resource<T>;
  /** What is said to be missing where it fails. */
  readonly name: string;
  /** Of the skeleton. */
  readonly rows: number;
  readonly children: (value: T) => ReactNode;
}) {
  if (of.failure) return <PartFailed failure={of.failure} name={name} retry={of.retry} />;
  if (of.value === undefined) return <Loading rows={rows} />;
  return <div className={of.loading ? 'stale' : ''}>{children(of.value)}</div>;
}

/** In place of a part that could not be read: never a number. */
export function PartFailed({
  failure,
  name,
  retry,
}: {
  readonly failure: Failure;
  readonly name: string;
  readonly retry: () => void;
}) {
  const { words } = useWords();
  const { say } = useOverviewWords();
  if (failure.kind === 'expired') {
    const leave = () => void signIn(location.pathname + location.search).catch(() => undefined);
    return (
      <p className="overview-failed" role="alert">
        {say.part.expired}{' '}
        <Button size="small" onClick={leave}>
          {words.signIn}
        </Button>
      </p>
    );
  }
  const why =
    failure.kind === 'unreachable'
      ? [failure.detail, failure.requestId && `${words.requestId} ${failure.requestId}`]
      : [failure.kind === 'forbidden' ? failure.detail : words.notFoundText];
  return (
    <p className="overview-failed" role="alert">
      <strong>{say.part.failed(name)}</strong>{' '}
      <span className="quiet">{why.filter(Boolean).join(' · ')}</span>{' '}
      <Button size="small" onClick={retry}>
        {say.part.retry}
      </Button>
    </p>
  );
}
