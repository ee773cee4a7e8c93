/** What those above say of an appeal: the comment of the level above, the province's decision. */
import { Alert, Button, Radio } from 'antd';
import { type FormEvent, useState } from 'react';
import { DECISIONS, REMEDIES } from '../../shared/review/appeal-rules.ts';
import { type SendFailure, send } from '../send.ts';
import { type Appeal, faultOfText, type Outcome, type powersOver, type Remedy } from './appeal.ts';
import { type Refused, refusedOf } from './refusals.ts';
import { useAppealWords } from './words.ts';
import { MOST_CHARACTERS, Written } from './written.tsx';

export type Answer = 'comment' | 'decision';

const MOST_REFERENCE = 500;
const ACCEPTED: Refused = { fields: {}, whole: undefined };

/** A button for what the account may do, and below it the form. */
export function AnswerForm({
  appeal,
  powers,
  onAnswered,
}: {
  readonly appeal: Appeal;
  readonly powers: ReturnType<typeof powersOver>;
  readonly onAnswered: (what: Answer) => void;
}) {
  const { say } = useAppealWords();
  const [open, setOpen] = useState<Answer>();
  const may: readonly (readonly [Answer, boolean, string])[] = [
    ['comment', powers.comments, say.writeComment],
    ['decision', powers.decides, say.decide],
  ];
  const buttons = may.filter(([, isAllowed]) => isAllowed);
  if (buttons.length === 0) return null;
  const answered = (what: Answer) => {
    setOpen(undefined);
    onAnswered(what);
  };
  return (
    <>
      <div className="controls">
        {buttons.map(([what, , label]) => (
          <Button
            key={what}
            aria-expanded={open === what}
            onClick={() => setOpen(open === what ? undefined : what)}
          >
            {label}
          </Button>
        ))}
      </div>
      {open === 'comment' && <CommentForm appeal={appeal} onSent={() => answered('comment')} />}
      {open === 'decision' && <DecisionForm appeal={appeal} onSent={() => answered('decision')} />}
    </>
  );
}

interface FormProps {
  readonly appeal: Appeal;
  readonly onSent: () => void;
}

/** Sends the answer once at a time, and tells what the server refused. */
function useAnswer(appeal: Appeal, what: Answer, fields: readonly string[], onSent: () => void) {
  const { language, say } = useAppealWords();
  const [tried, setTried] = useState(false);
  const [sending, setSending] = useState(false);
  const [refused, setRefused] = useState(ACCEPTED);
  const refuse = (failure: SendFailure) => setRefused(refusedOf(failure, fields, language, say));
  return {
    ...{ tried, sending, refused },
    submit: (isComplete: boolean, json: unknown) => async (event: FormEvent) => {
      event.preventDefault();
      setTried(true);
      setRefused(ACCEPTED);
      if (!isComplete) return;
      setSending(true);
      const path = `/appeals/${encodeURIComponent(appeal.id)}/${what}`;
      const sent = await send<Appeal>(path, language, { method: 'POST', json });
      setSending(false);
      if (sent.ok) onSent();
      else refuse(sent.failure);
    },
  };
}

function CommentForm({ appeal, onSent }: FormProps) {
  const { say } = useAppealWords();
  const [text, setText] = useState(appeal.comment?.text ?? '');
  const { tried, sending, refused, submit } = useAnswer(appeal, 'comment', ['text'], onSent);
  return (
    <form onSubmit={submit(!faultOfText(text, MOST_CHARACTERS), { text })}>
      <Written
        id={`${appeal.id}-comment`}
        label={say.comment}
        value={text}
        onChange={setText}
        tried={tried}
        refused={refused.fields.text}
      />
      <Sending label={say.sendComment} sending={sending} whole={refused.whole} />
    </form>
  );
}

function DecisionForm({ appeal, onSent }: FormProps) {
  const { say } = useAppealWords();
  const [outcome, setOutcome] = useState<Outcome>();
  const [note, setNote] = useState('');
  const [remedy, setRemedy] = useState<Remedy>();
  const [reference, setReference] = useState('');
  const fields = ['note', 'remedy', 'reference'];
  const { tried, sending, refused, submit } = useAnswer(appeal, 'decision', fields, onSent);
  const isAccepted = outcome === 'accepted';
  const isComplete =
    outcome !== undefined &&
    !faultOfText(note, MOST_CHARACTERS) &&
    (!isAccepted || (remedy !== undefined && !faultOfText(reference, MOST_REFERENCE)));
  const json = { outcome, note, ...(isAccepted && { remedy, reference }) };
  return (
    <form onSubmit={submit(isComplete, json)}>
      <Choice
        legend={say.outcome}
        name={`${appeal.id}-outcome`}
        options={DECISIONS}
        labels={say.outcomes}
        value={outcome}
        onChange={setOutcome}
        fault={tried && outcome === undefined ? say.choose : undefined}
      />
      <Written
        id={`${appeal.id}-note`}
        label={say.note}
        value={note}
        onChange={setNote}
        tried={tried}
        refused={refused.fields.note}
      />
      {isAccepted && (
        <>
          <Choice
            legend={say.remedy}
            name={`${appeal.id}-remedy`}
            options={REMEDIES}
            labels={say.remedies}
            value={remedy}
            onChange={setRemedy}
            fault={
              refused.fields.remedy ?? (tried && remedy === undefined ? say.choose : undefined)
            }
          />
          <Written
            id={`${appeal.id}-reference`}
            label={say.reference}
            hint={remedy && say.referenceHints[remedy]}
            value={reference}
            onChange={setReference}
            maximum={MOST_REFERENCE}
            rows={2}
            tried={tried}
            refused={refused.fields.reference}
          />
        </>
      )}
      <p className="quiet">{say.final}</p>
      <Sending label={say.sendDecision} sending={sending} whole={refused.whole} />
    </form>
  );
}

/** One of a few, with what is wrong below. */
function Choice<T extends string>(props: {
  readonly legend: string;
  readonly name: string;
  readonly options: readonly T[];
  readonly labels: Readonly<Record<string, string>>;
  readonly value: T | undefined;
  readonly onChange: (value: T) => void;
  readonly fault: string | undefined;
}) {
  const { legend, name, options, labels, value, onChange, fault } = props;
  return (
    <fieldset className="appeals-choice">
      <legend>{legend}</legend>
      <Radio.Group
        name={name}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        options={options.map((one) => ({ value: one, label: labels[one] ?? one }))}
      />
      <div role="alert" className="appeals-fault">
        {fault}
      </div>
    </fieldset>
  );
}

function Sending(props: {
  readonly label: string;
  readonly sending: boolean;
  readonly whole: string | undefined;
}) {
  return (
    <>
      {props.whole && <Alert type="warning" showIcon title={props.whole} />}
      <Button type="primary" htmlType="submit" loading={props.sending}>
        {props.label}
      </Button>
    </>
  );
}
