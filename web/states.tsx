/** What stands where data would: loading, nothing there, a failure with a way forward, a farewell. */
import { Button, Skeleton } from 'antd';
import { type ReactNode, useState } from 'react';
import type { Failure } from './resource.ts';
import { Link, overviewAddress } from './router.tsx';
import { InsecureOrigin, signIn } from './session.ts';
import { useWords } from './words.ts';

/**
 * A table's shape while the first answer is awaited. Its first line is a shorter line of the
 * paragraph: the skeleton's own title is an empty heading, which a screen reader would announce.
 */
export function Loading({ rows }: { readonly rows: number }) {
  const { words } = useWords();
  const widths = ['40%', ...Array<string>(rows).fill('100%')];
  return (
    <div aria-busy="true" role="status" aria-label={words.loading}>
      <Skeleton active title={false} paragraph={{ rows: rows + 1, width: widths }} />
    </div>
  );
}

/** Why there is nothing to show, and what to do. */
export function Failed({
  failure,
  retry,
}: {
  readonly failure: Failure;
  readonly retry: () => void;
}) {
  const { words } = useWords();
  switch (failure.kind) {
    case 'expired':
      return <SignIn title={words.expiredTitle} text={words.expiredText} />;
    case 'not_found':
      return (
        <Told
          title={words.notFoundTitle}
          text={failure.isMistyped ? words.mistypedText : words.notFoundText}
        >
          <Link to={overviewAddress()}>{words.toHome}</Link>
        </Told>
      );
    case 'forbidden':
      return (
        <Told title={words.forbiddenTitle} text={failure.detail}>
          <Link to={overviewAddress()}>{words.toHome}</Link>
        </Told>
      );
    case 'unreachable':
      return (
        <Told
          title={words.errorTitle}
          text={[failure.detail, failure.requestId && `${words.requestId} ${failure.requestId}`]
            .filter(Boolean)
            .join(' · ')}
        >
          <Button type="primary" onClick={retry}>
            {words.retry}
          </Button>
        </Told>
      );
  }
}

/** In place of a page: what is the matter, why, and the way on. */
function Told({
  title,
  text,
  children,
}: {
  readonly title: string;
  readonly text: string;
  readonly children: ReactNode;
}) {
  return (
    <div className="welcome" role="alert">
      <h1>{title}</h1>
      <p>{text}</p>
      {children}
    </div>
  );
}

/** Asks to sign in, and comes back to the page that was asked for. */
export function SignIn({ title, text }: { readonly title: string; readonly text: string }) {
  const { words } = useWords();
  const [problem, setProblem] = useState<string>();
  const [leaving, setLeaving] = useState(false);
  const leave = () => {
    setLeaving(true);
    setProblem(undefined);
    signIn(location.pathname + location.search).catch((cause: unknown) => {
      setLeaving(false);
      setProblem(cause instanceof InsecureOrigin ? words.insecure : words.errorTitle);
    });
  };
  return (
    <div className="welcome">
      <h1>{title}</h1>
      <p>{text}</p>
      {problem && <p role="alert">{problem}</p>}
      <Button type="primary" size="large" onClick={leave} loading={leaving} autoFocus>
        {words.signIn}
      </Button>
    </div>
  );
}
