/** A run, followed second by second while it works and somebody looks. */
import { useEffect, useState } from 'react';
import { type Failure, get } from '../resource.ts';
import { useWords } from '../words.ts';
import type { Run } from './months.ts';

const EVERY_MILLISECONDS = 1000;

export interface LiveRun {
  readonly run: Run | undefined;
  /** Why there is no run to show. */
  readonly failure: Failure | undefined;
  /** The last question was not answered; what is shown is older, and is asked for again. */
  readonly isLost: boolean;
  readonly ask: () => void;
}

/** Nothing is asked while `id` is undefined, and no more once the run has ended. */
export function useRun(id: string | undefined): LiveRun {
  const { language } = useWords();
  const [attempt, setAttempt] = useState(0);
  const [state, setState] = useState<{
    attempt?: number;
    run?: Run;
    failure?: Failure | undefined;
  }>({});
  useEffect(() => {
    if (id === undefined) return;
    const controller = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isAsking = false;
    let isOver = false;
    const ask = async () => {
      clearTimeout(timer);
      if (isAsking || isOver || document.visibilityState !== 'visible') return;
      isAsking = true;
      const answer = await get<Run>(`/runs/${id}`, language, controller.signal);
      isAsking = false;
      if (controller.signal.aborted) return;
      if (answer.ok) setState({ attempt, run: answer.value });
      else setState((old) => ({ ...old, attempt, failure: answer.failure }));
      isOver = answer.ok ? answer.value.state !== 'running' : answer.failure.kind !== 'unreachable';
      if (!isOver) timer = setTimeout(ask, EVERY_MILLISECONDS);
    };
    void ask();
    document.addEventListener('visibilitychange', ask);
    return () => {
      controller.abort();
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', ask);
    };
  }, [id, language, attempt]);
  const run = state.run?.id === id ? state.run : undefined;
  const isLost = run !== undefined && state.failure?.kind === 'unreachable';
  return {
    ...{ run, isLost },
    failure: isLost ? undefined : state.failure,
    ask: () => setAttempt(attempt + 1),
  };
}
