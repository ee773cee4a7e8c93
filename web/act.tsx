/** Doing something through the API: one at a time, and what it refuses in its own words. */
import { Alert } from 'antd';
import { useState } from 'react';
import { type SendFailure, type Sending, send } from './send.ts';
import { SignIn } from './states.tsx';
import { useWords } from './words.ts';

export interface Act {
  readonly busy: boolean;
  readonly failure: SendFailure | undefined;
  /** Resolves to the answer; undefined where there is none, and then `failure` says why. */
  readonly act: <T>(path: string, sending: Sending) => Promise<T | undefined>;
  readonly forget: () => void;
}

export function useAct(): Act {
  const { language } = useWords();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<SendFailure>();
  return {
    ...{ busy, failure },
    forget: () => setFailure(undefined),
    async act<T>(path: string, sending: Sending) {
      setBusy(true);
      setFailure(undefined);
      const sent = await send<T>(path, language, sending);
      setBusy(false);
      if (sent.ok) return sent.value;
      setFailure(sent.failure);
      return undefined;
    },
  };
}

/** Why something was not done. */
export function NotDone({ failure }: { readonly failure: SendFailure | undefined }) {
  const { language, words } = useWords();
  if (!failure) return null;
  if (failure.kind === 'expired') {
    return <SignIn title={words.expiredTitle} text={words.expiredText} />;
  }
  if (failure.kind === 'offline') {
    return <Alert type="warning" showIcon role="alert" title={words.errorTitle} />;
  }
  const { title, detail, errors, requestId, status } = failure;
  const isFault = status >= 500;
  return (
    <Alert
      type="warning"
      showIcon
      role="alert"
      title={title || words.errorTitle}
      description={
        <>
          {detail}
          {isFault && requestId && ` · ${words.requestId} ${requestId}`}
          {errors.length > 0 && (
            <ul>
              {errors.map(({ pointer, messages }) => (
                <li key={pointer}>{messages[language]}</li>
              ))}
            </ul>
          )}
        </>
      }
    />
  );
}
