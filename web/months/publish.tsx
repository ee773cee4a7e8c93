/** Publication: says in words what will change, asks once, and tells what came of it. */
import { Button } from 'antd';
import { useEffect, useState } from 'react';
import { NotDone, useAct } from '../act.tsx';
import type { List } from '../api.ts';
import { faultOfText } from '../appeals/appeal.ts';
import { MOST_CHARACTERS, Written } from '../appeals/written.tsx';
import { Confirm } from '../confirm.tsx';
import { count, periodName } from '../format.ts';
import { type Answer, useResource } from '../resource.ts';
import { allDifferences, detailOf, differencesPath, effectsOf } from './differences.ts';
import type { Flag, UnitDifference } from './months.ts';
import { type MonthWords, useMonthWords } from './words.ts';

const MOST_FLAGS = 1000;

export interface Publishing {
  readonly period: string;
  readonly revision: number;
  /** How many units have a card in it. */
  readonly units: number;
  /** What readers see now; undefined where nothing is published. */
  readonly published: number | undefined;
}

export function PublishButton(
  props: Publishing & { readonly isMain?: boolean; readonly onPublished: () => void },
) {
  const { isMain = false, onPublished, ...publishing } = props;
  const { say } = useMonthWords();
  const [isAsked, setAsked] = useState(false);
  return (
    <>
      <Button
        type={isMain ? 'primary' : 'default'}
        size={isMain ? 'middle' : 'small'}
        onClick={() => setAsked(true)}
      >
        {say.publishOf(publishing.revision)}
      </Button>
      {isAsked && (
        <PublishDialog
          {...publishing}
          onNo={() => setAsked(false)}
          onPublished={() => {
            setAsked(false);
            onPublished();
          }}
        />
      )}
    </>
  );
}

type Compared = Answer<readonly UnitDifference[]>;

/** All differences to what is published; undefined while they are being read. */
function useCompared({ period, revision, published }: Publishing): Compared | undefined {
  const { language } = useMonthWords();
  const [compared, setCompared] = useState<Compared>();
  useEffect(() => {
    if (published === undefined) return;
    const controller = new AbortController();
    const path = differencesPath(period, published, revision);
    allDifferences(path, language, controller.signal).then((answer) => {
      if (!controller.signal.aborted) setCompared(answer);
    });
    return () => controller.abort();
  }, [period, published, revision, language]);
  return compared;
}

function PublishDialog(
  props: Publishing & { readonly onNo: () => void; readonly onPublished: () => void },
) {
  const { period, revision, units, published, onNo, onPublished } = props;
  const { language, say } = useMonthWords();
  const compared = useCompared(props);
  const flags = useResource<List<Flag>>(
    `/flags?period=${period}&revision=${revision}&state=open&limit=${MOST_FLAGS}`,
    language,
  );
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const { busy, failure, act } = useAct();
  const open = flags.value?.items.length ?? 0;
  const wasRefused = failure?.kind === 'problem' && failure.code === 'flags_open';
  const needsReason = open > 0 || wasRefused;
  const publish = async () => {
    setTried(true);
    if (needsReason && faultOfText(reason, MOST_CHARACTERS)) {
      document.getElementById('publish-reason')?.focus();
      return;
    }
    const json = { revision, ...(needsReason && { reason }) };
    const done = await act(`/periods/${period}/publish`, { method: 'POST', json });
    if (done !== undefined) onPublished();
  };
  const isComparing = published !== undefined && compared === undefined;
  return (
    <Confirm
      title={say.publishTitle(periodName(period, language), revision)}
      yes={say.publishOf(revision)}
      no={say.cancel}
      busy={busy}
      waits={isComparing || (!flags.value && !flags.failure)}
      onYes={() => void publish()}
      onNo={onNo}
    >
      <ul className="months-lines" aria-busy={isComparing}>
        <li>
          {published === undefined ? say.first(revision) : say.replaces(revision, published)}{' '}
          {say.units(count(units))}
        </li>
        {published !== undefined && <li>{effectWords(compared, say)}</li>}
        <li>
          {flags.failure
            ? detailOf(flags.failure)
            : open > 0
              ? say.flagsLeft(count(open) + (flags.value?.next ? '+' : ''))
              : flags.value && say.noFlagsLeft}
        </li>
        <li>{say.atOnce}</li>
      </ul>
      {needsReason && (
        <Written
          id="publish-reason"
          label={say.reason}
          value={reason}
          onChange={setReason}
          rows={3}
          tried={tried}
        />
      )}
      <NotDone failure={failure} />
    </Confirm>
  );
}

function effectWords(compared: Compared | undefined, say: MonthWords): string {
  if (!compared) return say.comparing;
  if (!compared.ok) return say.notCompared + detailOf(compared.failure);
  const { units, score, grade, rank } = effectsOf(compared.value);
  return units === 0 ? say.noEffect : say.effects(count(score), count(grade), count(rank));
}
