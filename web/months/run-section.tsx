/** A run, step by step as it goes; its end, and what to do where that was not a good one. */
import { Button } from 'antd';
import { useState } from 'react';
import { NotDone, useAct } from '../act.tsx';
import { Confirm } from '../confirm.tsx';
import { count, NOTHING } from '../format.ts';
import { Failed, Loading } from '../states.tsx';
import type { Run, Step } from './months.ts';
import { errorOf, requesterOf, tookOf } from './run-words.ts';
import { StartForm } from './start-form.tsx';
import { Time } from './time.tsx';
import type { LiveRun } from './use-run.ts';
import { type MonthWords, useMonthWords } from './words.ts';

/** `live`: the run that is shown; undefined where the period has none. */
export function RunSection({
  period,
  live,
  isKnown,
}: {
  readonly period: string;
  readonly live: LiveRun;
  /** Whether the period has a run that will be shown once it is there. */
  readonly isKnown: boolean;
}) {
  const { say } = useMonthWords();
  const { run, failure, isLost, ask } = live;
  const [isStarting, setStarting] = useState(false);
  return (
    <section className="months-section" aria-labelledby="run">
      <h2 id="run">{run ? titleOf(run, say) : say.sections.run}</h2>
      {isLost && <p role="alert">{say.lost}</p>}
      {!run && failure && <Failed failure={failure} retry={ask} />}
      {!run && !failure && isKnown && <Loading rows={6} />}
      {run && <Progress run={run} />}
      {run?.state === 'running' ? (
        <StopButton key={run.id} run={run} />
      ) : (
        <>
          {(run || !isKnown) && (
            <div className="controls">
              <Button aria-expanded={isStarting} onClick={() => setStarting(!isStarting)}>
                {run ? say.rerun : say.start}
              </Button>
            </div>
          )}
          {isStarting && <StartForm period={period} onStarted={() => setStarting(false)} />}
        </>
      )}
    </section>
  );
}

function titleOf({ state, steps, revision }: Run, say: MonthWords): string {
  switch (state) {
    case 'running': {
      const step = steps.find((one) => one.state === 'running') ?? steps.find(isAhead);
      return say.runTitle.running(say.steps[step?.name ?? ''] ?? step?.name ?? '');
    }
    case 'succeeded':
      return revision === null ? say.runTitle.dry : say.runTitle.succeeded(revision);
    case 'failed':
      return say.runTitle.failed;
  }
}

const isAhead = ({ state }: Step) => state === 'waiting';

function Progress({ run }: { readonly run: Run }) {
  const { say } = useMonthWords();
  const { steps, error } = run;
  return (
    <>
      <p className="caption">
        {[
          run.revision === null ? say.dry : say.nth(run.revision),
          run.scheme,
          run.knownIn !== null && say.rescored(run.knownIn),
          `${say.by} ${requesterOf(run.requestedBy, say)}`,
        ]
          .filter(Boolean)
          .join(' · ')}{' '}
        · <Time at={run.startedAt} />
        {run.endedAt !== null && ` · ${say.took} ${tookOf(run.startedAt, run.endedAt, say)}`}
      </p>
      {error && (
        <div role="alert">
          <p>
            <strong>{errorOf(error, say)}</strong>
          </p>
          <p className="quiet">
            {say.runId} {run.id} · {say.message}：{error.message}
          </p>
        </div>
      )}
      <ol className="months-steps" aria-label={say.progress}>
        {steps.map((step) => (
          <StepLine key={step.name} step={step} />
        ))}
      </ol>
      {/* What is told aloud: the step, not every count. */}
      <div role="status" className="months-heard">
        {run.state === 'running' ? titleOf(run, say) : ''}
      </div>
    </>
  );
}

function StepLine({ step }: { readonly step: Step }) {
  const { say } = useMonthWords();
  const { name, state, done, of } = step;
  const share = state === 'done' ? 1 : of === 0 ? 0 : done / of;
  return (
    <li data-state={state}>
      <span>{say.steps[name] ?? name}</span>
      <span className={state === 'waiting' ? 'quiet' : ''}>{say.stepStates[state] ?? state}</span>
      <span className="months-bar" aria-hidden="true">
        <span style={{ width: `${share * 100}%` }} />
      </span>
      <span className="number">{of === 0 ? NOTHING : say.doneOf(count(done), count(of))}</span>
      <span className="number quiet">{tookOf(step.startedAt, step.endedAt, say) ?? ''}</span>
    </li>
  );
}

function StopButton({ run }: { readonly run: Run }) {
  const { say } = useMonthWords();
  const [isAsked, setAsked] = useState(false);
  const [isStopping, setStopping] = useState(false);
  const { busy, failure, act } = useAct();
  const stop = async () => {
    const stopped = await act<Run>(`/runs/${run.id}`, { method: 'DELETE' });
    setAsked(false);
    if (stopped) setStopping(true);
  };
  return (
    <>
      <div className="controls">
        <Button danger disabled={isStopping} onClick={() => setAsked(true)}>
          {say.stop}
        </Button>
        <span role="status" className="quiet">
          {isStopping && say.stopping}
        </span>
      </div>
      <NotDone failure={failure} />
      {isAsked && (
        <Confirm
          title={say.stopTitle}
          yes={say.stopYes}
          no={say.stopNo}
          busy={busy}
          onYes={() => void stop()}
          onNo={() => setAsked(false)}
        >
          <p>{say.stopText}</p>
        </Confirm>
      )}
    </>
  );
}
