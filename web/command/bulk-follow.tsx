/** What becomes of a bulk file, until it is done, and then what came of its lines. */
import { Alert } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { count } from '../format.ts';
import { type Failure, get } from '../resource.ts';
import { Link } from '../router.tsx';
import { Failed, Loading } from '../states.tsx';
import { type BulkState, isOver, pauseAfter, sizeText } from './bulk.ts';
import { Refusals } from './bulk-refusals.tsx';
import { type BulkWords, useBulkWords } from './bulk-words.ts';

/** A file that was not seen for so many looks (about a minute) was probably not uploaded. */
const LONG_WAIT = 25;

interface Followed {
  readonly state: BulkState | undefined;
  /** Why nothing is known; with a state, that the network is away for now. */
  readonly failure: Failure | undefined;
  readonly looks: number;
  readonly retry: () => void;
}

/** Looks at the file until it is done, ever less often; at once when the network is back. */
function useBulkState(id: string, language: string): Followed {
  const again = useRef<() => void>(null);
  const [known, setKnown] = useState<Omit<Followed, 'retry'>>({
    ...{ state: undefined, failure: undefined, looks: 0 },
  });
  useEffect(() => {
    let current: AbortController | undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let looks = 0;
    // One at a time: a look takes the place of the one that is under way or to come.
    const look = async () => {
      clearTimeout(timer);
      current?.abort();
      current = new AbortController();
      const { signal } = current;
      const answer = await get<BulkState>(`/submissions/bulk/${id}`, language, signal);
      if (signal.aborted) return;
      looks += 1;
      setKnown((before) =>
        answer.ok
          ? { state: answer.value, failure: undefined, looks }
          : { state: before.state, failure: answer.failure, looks },
      );
      const goesOn = answer.ok ? !isOver(answer.value) : answer.failure.kind === 'unreachable';
      if (goesOn) timer = setTimeout(look, pauseAfter(looks));
    };
    void look();
    const isBack = () => void look();
    again.current = isBack;
    window.addEventListener('online', isBack);
    return () => {
      current?.abort();
      clearTimeout(timer);
      window.removeEventListener('online', isBack);
    };
  }, [id, language]);
  return { ...known, retry: () => again.current?.() };
}

export function BulkFollow({ id }: { readonly id: string }) {
  const { language, say } = useBulkWords();
  const { state, failure, looks, retry } = useBulkState(id, language);
  if (failure && (!state || failure.kind !== 'unreachable')) {
    return <Failed failure={failure} retry={retry} />;
  }
  if (!state) return <Loading rows={6} />;
  const isWaitingLong = state.state === 'waiting' && looks > LONG_WAIT;
  return (
    <>
      <h1 aria-live="polite">{titleOf(state, say)}</h1>
      <p className="caption">{[state.filename, say.caption].filter(Boolean).join(' · ')}</p>
      {failure && <Alert type="warning" showIcon role="alert" title={say.offline} />}
      {isWaitingLong && <Alert type="info" showIcon title={say.waitingLong} />}
      {state.error && (
        <Alert type="error" showIcon role="alert" title={state.error.messages[language]} />
      )}
      {!isOver(state) && <Progress state={state} say={say} />}
      <dl className="command-counts">
        {(['lines', 'accepted', 'unchanged', 'refused'] as const).map((name) => (
          <div key={name}>
            <dt>{say[name]}</dt>
            <dd>{count(state[name])}</dd>
          </div>
        ))}
      </dl>
      {!isOver(state) && <p className="quiet">{say.address}</p>}
      {isOver(state) && <Refusals state={state} />}
      <p>
        <Link to="/bulk">{say.another}</Link>
      </p>
    </>
  );
}

function titleOf(state: BulkState, say: BulkWords): string {
  switch (state.state) {
    case 'waiting':
      return say.waiting;
    case 'processing':
      return say.processing(count(state.lines));
    case 'done':
      return say.done(count(state.lines), count(state.refused));
    case 'failed':
      return say.failed;
  }
}

function Progress({ state, say }: { readonly state: BulkState; readonly say: BulkWords }) {
  const { bytes, size } = state;
  const isKnown = state.state === 'processing' && size !== null && size > 0;
  return (
    <>
      <progress
        className="command-progress"
        aria-label={say.progress}
        {...(isKnown && { max: size, value: bytes })}
      />
      {state.state === 'processing' && (
        <p className="number">
          {isKnown ? say.readOf(sizeText(bytes), sizeText(size)) : say.read(sizeText(bytes))}
        </p>
      )}
    </>
  );
}
