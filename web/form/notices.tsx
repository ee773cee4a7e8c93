/** What has to be said about sending and saving, each with what can be done now. */
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { SignInAgain } from './bar.tsx';
import { useForm } from './context.ts';
import type { HeldDay } from './shapes.ts';
import type { Sending } from './use-sending.ts';

function Notice({ children }: { readonly children: ReactNode }) {
  return (
    <div className="form-notice" role="alert">
      {children}
    </div>
  );
}

export function SendingNotice({
  sending,
  wrong,
  retry,
  cancel,
}: {
  readonly sending: Sending;
  /** Errors that keep the day from being sent. */
  readonly wrong: number;
  readonly retry: () => void;
  readonly cancel: () => void;
}) {
  const { words } = useForm();
  switch (sending.step) {
    case 'stopped':
      return wrong > 0 ? <Notice>{words.refused(wrong)}</Notice> : null;
    case 'refused':
      return <Notice>{words.sendRefused(sending.count)}</Notice>;
    case 'offline':
      return (
        <Notice>
          <p>{words.offline}</p>
          <div className="form-actions">
            <Button type="primary" onClick={retry}>
              {words.retryNow}
            </Button>
            <Button onClick={cancel}>{words.cancelSending}</Button>
          </div>
        </Notice>
      );
    case 'changed':
      return <Notice>{words.changedMeanwhile}</Notice>;
    case 'ahead':
      return <Notice>{words.receivedMeanwhile(sending.revision)}</Notice>;
    case 'conflict':
      return (
        <Notice>
          <p>{words.correctedUnread}</p>
          <Button onClick={retry}>{words.retryNow}</Button>
        </Notice>
      );
    case 'expired':
      return (
        <Notice>
          <p>{words.expired}</p>
          <SignInAgain />
        </Notice>
      );
    case 'failed':
      return (
        <Notice>
          <p>{words.failed(sending.detail, sending.requestId)}</p>
          <Button onClick={retry}>{words.retryNow}</Button>
        </Notice>
      );
    default:
      return null;
  }
}

/** The day was corrected by somebody else since this form's base. */
export function CorrectedNotice({
  held,
  onBase,
  onReplace,
}: {
  readonly held: HeldDay;
  readonly onBase: () => void;
  readonly onReplace: () => void;
}) {
  const { words } = useForm();
  return (
    <Notice>
      <p>
        <strong>{words.correctedMeanwhile(held.revision)}</strong>
      </p>
      <p>{words.correctedText}</p>
      <div className="form-actions">
        <Button type="primary" onClick={onBase}>
          {words.useLatestBase}
        </Button>
        <Button onClick={onReplace}>{words.useLatest}</Button>
      </div>
    </Notice>
  );
}

/** Somebody else has saved a draft of the day since. */
export function ContestedNotice({
  onTheirs,
  onMine,
}: {
  readonly onTheirs: () => void;
  readonly onMine: () => void;
}) {
  const { words } = useForm();
  return (
    <Notice>
      <p>
        <strong>{words.contested}</strong>
      </p>
      <p>{words.contestedText}</p>
      <div className="form-actions">
        <Button onClick={onTheirs}>{words.useTheirs}</Button>
        <Button type="primary" onClick={onMine}>
          {words.useMine}
        </Button>
      </div>
    </Notice>
  );
}
