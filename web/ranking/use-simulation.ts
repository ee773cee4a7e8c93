/** Trying out other weights: asked a moment after the last change, the old result staying. */
import { useEffect, useState } from 'react';
import type { Level, Unit } from '../api.ts';
import { type Failure, failureOf } from '../resource.ts';
import { send } from '../send.ts';

interface SimulatedPlace {
  readonly score: number | null;
  readonly rank: number | null;
  readonly echelon: 'first' | 'second' | 'third' | null;
  readonly stability: number | null;
}

export interface SimulatedUnit {
  readonly unit: Unit;
  readonly before: SimulatedPlace;
  readonly after: SimulatedPlace;
  /** Ranks gained (+) or lost (−). */
  readonly moved: number | null;
}

/** `POST /v1/schemes/simulate` */
export interface Simulation {
  readonly level: Level;
  readonly scheme: string;
  readonly judgedBy: string;
  readonly positions: 'shown' | 'withheld';
  readonly weights: Readonly<Record<string, number>>;
  /** Restricted KPIs that these weights count. */
  readonly restricted: readonly string[];
  /** Over all units ranked together, also beyond the branch. */
  readonly summary: {
    readonly of: number;
    readonly moved: number;
    readonly echelonChanged: number;
    readonly spearman: number | null;
  };
  readonly items: readonly SimulatedUnit[];
}

export interface Trial {
  readonly period: string;
  readonly revision?: number;
  readonly within: string;
  readonly level: Level;
  readonly scheme: string;
  readonly weights: Readonly<Record<string, number>>;
  readonly positions?: 'exact';
}

export interface TrialAnswer {
  /** Of the last trial that was answered. */
  readonly value: Simulation | undefined;
  /** The body that is asked with now. */
  readonly asked: string | undefined;
  readonly loading: boolean;
  /** What is wrong with the trial, in words; a line each. */
  readonly refusals: readonly string[];
  readonly failure: Failure | undefined;
  readonly retry: () => void;
}

/** Where trials are posted, under `/v1`. */
export const SIMULATION = '/schemes/simulate';

const PAUSE_MILLISECONDS = 300;

interface State {
  readonly asked?: string;
  readonly value?: Simulation;
  readonly refusals?: readonly string[];
  readonly failure?: Failure;
}

/** Asks for nothing while `trial` is undefined. */
export function useSimulation(trial: Trial | undefined, language: 'zh' | 'en'): TrialAnswer {
  const [attempt, setAttempt] = useState(0);
  const [state, setState] = useState<State>({});
  const body = trial && JSON.stringify({ ...trial, normalize: true });
  const asked = body && `${language} ${attempt} ${body}`;
  useEffect(() => {
    if (body === undefined || asked === undefined) return;
    const controller = new AbortController();
    const ask = async () => {
      const sent = await send<Simulation>(SIMULATION, language, {
        ...{ method: 'POST', body, signal: controller.signal },
        headers: { 'content-type': 'application/json' },
      });
      if (controller.signal.aborted) return;
      setState((now) => {
        if (sent.ok) return { asked, value: sent.value };
        const { failure } = sent;
        const kept = { asked, ...(now.value && { value: now.value }) };
        if (failure.kind !== 'problem' || failure.status !== 422) {
          return { ...kept, failure: failureOf(failure) };
        }
        const refusals = failure.errors.map(({ messages }) => messages[language]);
        return { ...kept, refusals: refusals.length > 0 ? refusals : [failure.detail] };
      });
    };
    const timer = setTimeout(() => void ask(), PAUSE_MILLISECONDS);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [body, asked, language]);
  const isAnswered = state.asked === asked;
  return {
    value: state.value,
    asked: body,
    loading: asked !== undefined && !isAnswered,
    refusals: (isAnswered && state.refusals) || [],
    failure: isAnswered ? state.failure : undefined,
    retry: () => setAttempt(attempt + 1),
  };
}
