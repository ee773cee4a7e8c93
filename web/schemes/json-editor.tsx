/** The whole document as JSON: to read, to change by hand, to load and to save. */
import { Button } from 'antd';
import { useState } from 'react';
import { Confirm } from '../confirm.tsx';
import { FileChoice } from '../file-choice.tsx';
import { saveFile } from '../save-file.ts';
import { type Draft, isDraft, valueAt } from './draft.ts';
import { useEditorWords } from './editor-words.ts';

const printed = (draft: Draft) => JSON.stringify(draft, null, 2);

export function JsonEditor({
  draft,
  text,
  onText,
  onChange,
}: {
  readonly draft: Draft;
  /** What is typed and not taken yet; undefined: the draft is shown. */
  readonly text: string | undefined;
  readonly onText: (text: string | undefined) => void;
  readonly onChange: (draft: Draft) => void;
}) {
  const { say } = useEditorWords();
  /** A file that waits for a word, as it would replace what is typed. */
  const [waiting, setWaiting] = useState<string>();
  const [fault, setFault] = useState<string>();
  const take = (json: string) => {
    let value: unknown;
    try {
      value = JSON.parse(json);
    } catch {
      setFault(say.notJson);
      return;
    }
    if (!isDraft(value)) return setFault(say.notObject);
    setFault(undefined);
    onText(undefined);
    onChange(value);
  };
  const load = (json: string) => {
    onText(json);
    take(json);
  };
  return (
    <section className="schemes-section" aria-labelledby="edit-json">
      <h2 id="edit-json">{say.json}</h2>
      <p className="caption" id="json-hint">
        {say.jsonHint}
      </p>
      <textarea
        className="months-input schemes-json"
        aria-labelledby="edit-json"
        aria-describedby="json-hint json-fault"
        aria-invalid={fault !== undefined}
        spellCheck={false}
        value={text ?? printed(draft)}
        onChange={(event) => onText(event.target.value)}
      />
      <div id="json-fault" role="alert" className="schemes-fault">
        {fault}
      </div>
      <div className="controls">
        <Button disabled={text === undefined} onClick={() => text !== undefined && take(text)}>
          {say.useJson}
        </Button>
        <Button
          onClick={() => {
            const name = `${valueAt(draft, ['id'])}@${valueAt(draft, ['version'])}.json`;
            saveFile(new Blob([`${printed(draft)}\n`], { type: 'application/json' }), name);
          }}
        >
          {say.download}
        </Button>
      </div>
      <FileChoice
        label={say.upload}
        hint={say.uploadHint}
        accept=".json,application/json"
        onFile={async (file) => {
          const json = await file.text();
          if (text === undefined) load(json);
          else setWaiting(json);
        }}
      />
      {waiting !== undefined && (
        <Confirm
          title={say.replaceTitle}
          yes={say.replace}
          no={say.keep}
          busy={false}
          onYes={() => {
            setWaiting(undefined);
            load(waiting);
          }}
          onNo={() => setWaiting(undefined)}
        >
          <p>{say.replaceText}</p>
        </Confirm>
      )}
    </section>
  );
}
