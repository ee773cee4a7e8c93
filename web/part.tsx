/** A part of a page: what is awaited, or failed, concerns it alone; the rest of the page stays. */
import { Button } from 'antd';
import type { ReactNode } from 'react';
import type { Failure, Resource } from './resource.ts';
import { signIn } from './session.ts';
import { Loading } from './states.tsx';
import { useWords } from './words.ts';

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

/** In place of a part that could not be read: what is missing and why, and never a number. */
export function PartFailed({
  failure,
  name,
  retry,
}: {
  readonly failure: Failure;
  /** What is missing, where the place does not say it already. */
  readonly name?: string;
  readonly retry: () => void;
}) {
  const { words } = useWords();
  const { title, why } = toldOf(failure, name, words);
  // Nothing else of the page will go on either: signing in leads back to it.
  const leave = () => void signIn(location.pathname + location.search).catch(() => undefined);
  const isExpired = failure.kind === 'expired';
  return (
    <p className="part-failed" role="alert">
      <strong>{title}</strong> <span className="quiet">{why.filter(Boolean).join(' · ')}</span>{' '}
      <Button size="small" onClick={isExpired ? leave : retry}>
        {isExpired ? words.signIn : words.retry}
      </Button>
    </p>
  );
}

function toldOf(
  failure: Failure,
  name: string | undefined,
  words: ReturnType<typeof useWords>['words'],
): { readonly title: string; readonly why: readonly (string | false | undefined)[] } {
  const title = name === undefined ? words.errorTitle : words.partFailed(name);
  switch (failure.kind) {
    case 'expired':
      return { title: words.expiredTitle, why: [words.expiredText] };
    case 'not_found':
      return { title, why: [failure.isMistyped ? words.mistypedText : words.notFoundText] };
    case 'forbidden':
      return { title, why: [failure.detail] };
    case 'unreachable':
      return {
        title,
        why: [failure.detail, failure.requestId && `${words.requestId} ${failure.requestId}`],
      };
  }
}
