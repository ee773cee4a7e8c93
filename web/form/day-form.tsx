/** The day's form: the six lists from top to bottom, and the bar that follows. */
import { useEffect, useMemo, useReducer, useState } from 'react';
import type { ListName } from '../../shared/submissions/contract.ts';
import type { SubmitterRole } from '../../shared/submissions/validate.ts';
import { useToday } from '../clock.ts';
import { get } from '../resource.ts';
import { navigate, revisionAddress } from '../router.tsx';
import { Ask } from './ask.tsx';
import { Bar } from './bar.tsx';
import { Cases } from './cases.tsx';
import { errorsOf, isDoubt, pageErrors, placed, referenceOf } from './check.ts';
import { cellId, FormContext, type FormTools, rowId, sectionId } from './context.ts';
import { Counts, Incidents } from './counts.tsx';
import { DifferenceStep } from './difference.tsx';
import { Disputes } from './disputes.tsx';
import { FileOpener } from './file-opener.tsx';
import { placeInPage } from './focus.ts';
import { FollowUps } from './follow-ups.tsx';
import { type FormError, reduceForm } from './form.ts';
import { ContestedNotice, CorrectedNotice, SendingNotice } from './notices.tsx';
import { valuesOf } from './rows.ts';
import type { LocalCopies } from './saved.ts';
import { useVisibleSeconds } from './seconds.ts';
import type { DayStart, HeldDay } from './shapes.ts';
import type { Beginning } from './start.ts';
import { officerLines, totalsOf } from './time.ts';
import { TimeTable } from './time-table.tsx';
import { useDraft } from './use-draft.ts';
import { useFocusLater, useFreshRow } from './use-focus.ts';
import { useSending } from './use-sending.ts';
import { useFormWords } from './words.ts';

export function DayForm({
  start,
  held: heldAtStart,
  beginning,
  copies,
  role,
  reload,
}: {
  readonly start: DayStart;
  readonly held: HeldDay | undefined;
  readonly beginning: Beginning;
  readonly copies: LocalCopies;
  readonly role: SubmitterRole;
  /** Begins again with what the server has. */
  readonly reload: () => void;
}) {
  const { language, words } = useFormWords();
  const { known, date } = start;
  const station = start.station.code;
  const [state, dispatch] = useReducer(reduceForm, beginning.form);
  const [held, setHeld] = useState(heldAtStart);
  const [openOfficers, setOpenOfficers] = useState<ReadonlySet<string>>(new Set());
  const [shownKinds, setShownKinds] = useState<Partial<Record<ListName, string>>>({});
  const [isListOpen, setListOpen] = useState(false);
  const focusLater = useFocusLater();
  const seconds = useVisibleSeconds(beginning.seconds);
  const { keeping, keeper } = useDraft(
    start,
    beginning,
    copies,
    state,
    seconds,
    language,
    (imported) => dispatch({ do: 'wait', imported }),
  );

  const today = useToday();
  const reference = useMemo(() => referenceOf(station, known), [station, known]);
  const context = { station, date, today, role, reference };
  const [fresh, setFresh] = useFreshRow();
  const { found, blocking } = useMemo(() => {
    const where = { station, date, today, role, reference };
    return {
      found: errorsOf(state, where),
      blocking: pageErrors(state.lists, where).filter((error) => !isDoubt(error)).length,
    };
  }, [state, station, date, today, role, reference]);
  const errors = useMemo(
    () => found.filter(({ code, key }) => code !== 'missing_field' || key !== fresh),
    [found, fresh],
  );
  const byRow = useMemo(() => Map.groupBy(errors, ({ key }) => key), [errors]);
  const gridNames = useMemo(() => new Map(known.grids.map((g) => [g.code, g.name])), [known]);
  const { lines, strays } = officerLines(state.lists, state.confirmed, known);
  const totals = totalsOf(lines);

  const setOpen = (officer: string, isOpen: boolean) =>
    setOpenOfficers((before) => {
      const next = new Set(before);
      if (isOpen) next.add(officer);
      else next.delete(officer);
      return next;
    });
  const tools: FormTools = {
    ...{ state, dispatch, known, date, language, words, errors, focusLater },
    ...{ openOfficers, setOpen, shownKinds },
    errorsAt: (key, field) => (byRow.get(key) ?? []).filter((error) => error.field === field),
    addRow: (list, values) => {
      dispatch({ do: 'add', list, values });
      setFresh(state.nextKey);
      return state.nextKey;
    },
    showKind: (list, kind) => setShownKinds((before) => ({ ...before, [list]: kind })),
    gridName: (code) => gridNames.get(code) ?? code,
  };

  const jump = ({ list, key, field }: FormError) => {
    const row = list && state.lists[list].find((one) => one.key === key);
    if (!list || !row) return focusLater(() => document.querySelector<HTMLElement>('h1'));
    const { officer, kind } = valuesOf(row);
    if (list === 'officerTime' && typeof officer === 'string') setOpen(officer, true);
    if (typeof kind === 'string') tools.showKind(list, kind);
    focusLater(
      () =>
        placeInPage(
          cellId(row.key, field ?? 'count'),
          cellId(row.key, 'count'),
          rowId(row.key),
          sectionId(list),
        ),
      true,
    );
  };

  // The first thing to do is to confirm the first officer: the keyboard stands there.
  useEffect(() => {
    if (matchMedia('(pointer: fine)').matches) {
      focusLater(() => document.querySelector<HTMLElement>('[data-form] [data-confirm]'));
    }
  }, [focusLater]);

  const {
    sending,
    go,
    start: sendNow,
    retry,
  } = useSending(state, {
    ...{ station, date, language, seconds },
    onReceipt: ({ revision }, { document }, isAhead) => {
      if (isAhead) {
        // What was changed meanwhile becomes a correction of what was received.
        setHeld({ document, revision });
        return dispatch({ do: 'base', basedOn: revision });
      }
      void keeper.close();
      navigate(revisionAddress(station, date, revision));
    },
    onRefused: (refused, { keys }) => {
      dispatch({ do: 'refuse', errors: refused.map((one) => placed(one, state.lists, keys)) });
      setListOpen(true);
    },
    onCorrected: async () => {
      const answer = await get<HeldDay>(`/submissions/${station}/${date}`, language);
      if (answer.ok) setHeld(answer.value);
      return answer.ok && answer.value.revision !== state.basedOn;
    },
  });
  const compareOrSend = () => (state.basedOn > 0 ? go('comparing') : sendNow());
  const onSend = () => {
    if (blocking > 0) {
      setListOpen(true);
      const first = found.find((error) => !isDoubt(error));
      if (first) jump(first);
      return go('stopped');
    }
    if (totals.unconfirmed > 0) return go('asking');
    compareOrSend();
  };
  const useTheirs = () => {
    keeper.abandon();
    reload();
  };
  const isCorrected = held !== undefined && held.revision !== state.basedOn;
  const isSending = sending.step === 'sending';

  return (
    <FormContext value={tools}>
      {sending.step === 'comparing' && held && (
        <DifferenceStep held={held} onSend={sendNow} onBack={() => go('writing')} />
      )}
      <div data-form hidden={sending.step === 'comparing'}>
        <FileOpener context={context} isBusy={isSending}>
          <TimeTable lines={lines} strays={strays} />
          <Disputes />
          <Cases />
          <FollowUps />
          <Counts />
          <Incidents />
        </FileOpener>
        <Bar
          {...{ totals, keeping, isListOpen, setListOpen, jump, onSend }}
          isSending={isSending}
          isCorrection={state.basedOn > 0}
        >
          {keeping.kind === 'contested' && (
            <ContestedNotice
              onTheirs={useTheirs}
              onMine={() => void keeper.insist(keeping.theirs)}
            />
          )}
          {isCorrected && (
            <CorrectedNotice
              held={held}
              onBase={() => {
                dispatch({ do: 'base', basedOn: held.revision });
                go('writing');
              }}
              onReplace={() => {
                dispatch({ do: 'fill', document: held.document });
                dispatch({ do: 'base', basedOn: held.revision });
                go('writing');
              }}
            />
          )}
          <SendingNotice
            sending={sending}
            wrong={blocking}
            retry={retry}
            cancel={() => go('writing')}
          />
        </Bar>
      </div>
      {sending.step === 'asking' && (
        <Ask
          title={words.unconfirmedTitle(totals.unconfirmed)}
          text={words.unconfirmedText}
          yes={words.sendAnyway}
          no={words.back}
          onYes={compareOrSend}
          onNo={() => go('writing')}
        />
      )}
    </FormContext>
  );
}
