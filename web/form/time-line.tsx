/** One officer's working time: a line to confirm, and the rows behind it to change. */
import { Button } from 'antd';
import type { KeyboardEvent } from 'react';
import { ACTIVITIES } from '../../shared/submissions/contract.ts';
import { percent } from '../format.ts';
import { rowId, useForm } from './context.ts';
import { Errors, RowFields } from './fields.tsx';
import { firstEmpty } from './focus.ts';
import type { FormError } from './form.ts';
import { type Values, valuesOf } from './rows.ts';
import {
  BAND,
  communityShare,
  type Minutes,
  type OfficerLine,
  WHOLE_DAY,
  workingMinutes,
} from './time.ts';
import type { FormWords } from './words.ts';

export const lineId = (officer: string): string => `officer-${officer}`;

/** `150` → `2.5`. */
export const hoursOf = (minutes: number): string => String(Math.round(minutes / 0.6) / 100);

export function OfficerTime({ line }: { readonly line: OfficerLine }) {
  const { words, dispatch, addRow, openOfficers, setOpen, focusLater, errorsAt, language, state } =
    useForm();
  const { officer, rows, suggestion } = line;
  const isOpen = openOfficers.has(officer);
  const confirm = () => {
    dispatch({ do: 'confirm', officer, suggestion });
    setOpen(officer, false);
    focusLater(() => nextOfficer(officer));
  };
  const edit = () => {
    const first = state.nextKey;
    if (line.state === 'suggested') dispatch({ do: 'open', officer, suggestion });
    if (line.state === 'empty') addActivity();
    setOpen(officer, true);
    focusLater(() => {
      const row = document.getElementById(rowId(rows[0]?.key ?? first));
      return firstEmpty(row) ?? row?.querySelector<HTMLElement>('[data-cell]');
    });
  };
  const addActivity = () => {
    const key = addRow('officerTime', {
      officer,
      // Somebody of whom nothing is known: a whole day at one thing is the shortest to enter.
      ...(rows.length === 0 && { minutes: WHOLE_DAY }),
    });
    focusLater(() => firstEmpty(document.getElementById(rowId(key))));
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (isOpen || !(event.target instanceof HTMLButtonElement)) return;
    if (event.key !== 'ArrowRight') return;
    event.preventDefault();
    edit();
  };
  // Wrong in every row alike, so told once at the officer.
  const errors = once(rows.flatMap(({ key }) => errorsAt(key, 'officer')));
  const isWaiting = line.state === 'suggested' || line.state === 'opened';
  return (
    <li
      className={`form-line form-line-${line.state}`}
      id={lineId(officer)}
      tabIndex={-1}
      onKeyDown={onKeyDown}
    >
      <span className="form-officer">{officer}</span>
      <Chips rows={rows.length > 0 ? rows.map(valuesOf) : suggestion} />
      {line.state === 'empty' ? (
        <span />
      ) : (
        <Sums minutes={line.minutes} isFirm={line.state === 'confirmed'} words={words} />
      )}
      <span className="form-state">
        {line.state === 'confirmed' ? '✓ ' : ''}
        {stateWords(line.state, words)}
      </span>
      <span className="form-actions">
        {isWaiting && !isOpen && (
          <Button
            type="primary"
            data-confirm
            aria-label={`${words.confirm} ${officer}`}
            onClick={confirm}
          >
            {words.confirm}
          </Button>
        )}
        {!isOpen && (
          <Button
            aria-label={`${line.state === 'empty' ? words.fill : words.edit} ${officer}`}
            {...(line.state === 'empty' && { 'data-confirm': true })}
            onClick={edit}
          >
            {line.state === 'empty' ? words.fill : words.edit}
          </Button>
        )}
        {!isOpen && (
          <Button
            type="text"
            aria-label={`${words.leave} ${officer}`}
            onClick={() => {
              dispatch({ do: 'leave', officer, minutes: WHOLE_DAY });
              focusLater(() => nextOfficer(officer));
            }}
          >
            {words.leave}
          </Button>
        )}
      </span>
      <div className="form-line-wrong">
        <Errors id={`${lineId(officer)}-error`} errors={errors} language={language} />
      </div>
      {isOpen && (
        <div className="form-editor" data-list>
          {rows.map((row, index) => (
            <RowFields
              key={row.key}
              list="officerTime"
              row={row}
              legend={`${officer} ${words.row(index + 1)}`}
              hide={HIDDEN}
            />
          ))}
          <div className="form-actions">
            <Button
              type="primary"
              data-confirm
              aria-label={`${isWaiting ? words.confirm : words.done} ${officer}`}
              onClick={confirm}
            >
              {isWaiting ? words.confirm : words.done}
            </Button>
            <Button data-add aria-label={`${words.addActivity} ${officer}`} onClick={addActivity}>
              {words.addActivity}
            </Button>
          </div>
        </div>
      )}
    </li>
  );
}

const HIDDEN = ['officer'];

/** The next officer's button to confirm, also one that was passed over; after the last, the next list. */
function nextOfficer(officer: string): HTMLElement | undefined {
  const line = document.getElementById(lineId(officer));
  const stops = document.querySelectorAll<HTMLElement>(
    '[data-form] li > .form-actions [data-confirm]',
  );
  const follows = (stop: HTMLElement) =>
    line !== null && (line.compareDocumentPosition(stop) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
  const others = [...stops].filter((stop) => !line?.contains(stop));
  const next = others.find(follows) ?? others[0];
  return (
    next ?? document.querySelector<HTMLElement>('[data-form] .form-new [data-add]') ?? undefined
  );
}

const once = (errors: readonly FormError[]): FormError[] => [
  ...new Map(errors.map((error) => [error.code, error])).values(),
];

const stateWords = (state: OfficerLine['state'], words: FormWords): string =>
  state === 'suggested' ? words.unconfirmed : words[state];

function Chips({ rows }: { readonly rows: readonly Values[] }) {
  const { words, language, gridName } = useForm();
  return (
    <span className="form-chips">
      {Object.entries(rows).map(([place, { activity, minutes, grid }]) => (
        <span
          key={place}
          className="form-chip"
          {...(typeof grid === 'string' && { title: gridName(grid) })}
        >
          {activityName(activity, language)}{' '}
          {typeof minutes === 'number' ? words.hoursShort(hoursOf(minutes)) : '—'}
        </span>
      ))}
    </span>
  );
}

function activityName(activity: unknown, language: 'zh' | 'en'): string {
  return typeof activity === 'string' && Object.hasOwn(ACTIVITIES, activity)
    ? ACTIVITIES[activity as keyof typeof ACTIVITIES][language]
    : '—';
}

/** Hours in all and the share of them in the community, with a word beside the number. */
function Sums({
  minutes,
  isFirm,
  words,
}: {
  readonly minutes: Minutes;
  /** More than a suggestion. */
  readonly isFirm: boolean;
  readonly words: FormWords;
}) {
  const share = communityShare(minutes);
  return (
    <span className={`form-sums number ${isFirm ? '' : 'quiet'}`}>
      <span>{words.hours(hoursOf(workingMinutes(minutes)))}</span>
      <span className={isFirm && share !== null && share < BAND.low ? 'worse' : ''}>
        {share === null
          ? words.noShare
          : `${words.share} ${percent(share)} ${bandWords(share, words)}`}
      </span>
    </span>
  );
}

export const bandWords = (share: number, words: FormWords): string =>
  share < BAND.low ? words.belowBand : share > BAND.high ? words.aboveBand : words.inBand;
