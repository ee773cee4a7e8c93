/** A field for what a person writes, checked while it is typed as the server checks it. */
import { Input } from 'antd';
import { count } from '../format.ts';
import { faultOfText } from './appeal.ts';
import { type AppealWords, useAppealWords } from './words.ts';

export const MOST_CHARACTERS = 2000;

export interface WrittenProps {
  readonly id: string;
  readonly label: string;
  readonly hint?: string | undefined;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly maximum?: number;
  readonly rows?: number;
  /** Sending was tried: an empty field is a fault now. */
  readonly tried: boolean;
  /** What the server said of the field. */
  readonly refused?: string | undefined;
}

/** A labelled text area with what is wrong with its text right below. */
export function Written(props: WrittenProps) {
  const { id, label, hint, value, onChange, tried, refused } = props;
  const { maximum = MOST_CHARACTERS, rows = 4 } = props;
  const { say } = useAppealWords();
  const fault = faultWords(value, maximum, tried, say) ?? refused;
  const left = maximum - value.trim().length;
  return (
    <div className="appeals-field">
      <label htmlFor={id}>{label}</label>
      {hint && (
        <div className="quiet" id={`${id}-hint`}>
          {hint}
        </div>
      )}
      <Input.TextArea
        id={id}
        value={value}
        rows={rows}
        onChange={(event) => onChange(event.target.value)}
        aria-invalid={fault !== undefined}
        aria-describedby={`${hint ? `${id}-hint ` : ''}${id}-said`}
        {...(fault !== undefined && { status: 'error' as const })}
      />
      <div id={`${id}-said`} aria-live="polite" className={fault ? 'appeals-fault' : 'quiet'}>
        {fault ?? say.left(count(left))}
      </div>
    </div>
  );
}

function faultWords(
  value: string,
  maximum: number,
  tried: boolean,
  say: AppealWords,
): string | undefined {
  switch (faultOfText(value, maximum)) {
    case 'personal_data':
      return say.personalData;
    case 'too_long':
      return say.tooLong(count(value.trim().length - maximum));
    case 'empty':
      return tried ? say.empty : undefined;
    case undefined:
      return undefined;
  }
}
