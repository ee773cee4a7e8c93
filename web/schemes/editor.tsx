/** The editor of a scheme: starts from one as its next version, checks while one types, stores for good. */
import { Button } from 'antd';
import { useCallback, useMemo, useState } from 'react';
import { changeWords, schemeChanges } from '../../shared/scoring/changes.ts';
import { labelIn } from '../../shared/scoring/field-words.ts';
import type { Scheme } from '../../shared/scoring/scheme.ts';
import { NotDone, useAct } from '../act.tsx';
import { Confirm } from '../confirm.tsx';
import { count } from '../format.ts';
import type { SchemeEntry } from '../months/months.ts';
import { Link, navigate, schemeAddress } from '../router.tsx';
import { useWords } from '../words.ts';
import {
  type Draft,
  draftOf,
  dropDraft,
  keepDraft,
  keepText,
  keptDraft,
  keptText,
  nearest,
  nextVersion,
  type Path,
  valueAt,
  withValue,
} from './draft.ts';
import { type Edit, EditContext } from './edit.tsx';
import { useEditorWords } from './editor-words.ts';
import { FunctionsEditor } from './functions-editor.tsx';
import { JsonEditor } from './json-editor.tsx';
import { ApprovalsEditor, GeneralEditor, RulesEditor } from './rules-editor.tsx';
import type { SchemeProps } from './scheme-view.tsx';
import { type Check, schemePath, useCheck } from './use-check.ts';
import { WeightsEditor } from './weights-editor.tsx';
import { useSchemeWords } from './words.ts';

const nameIn = (draft: Draft) => `${valueAt(draft, ['id'])}@${valueAt(draft, ['version'])}`;

export default function Editor({ scheme: base, entries, catalogue }: SchemeProps) {
  const { words } = useWords();
  const { say } = useEditorWords();
  const { say: scheme } = useSchemeWords();
  const baseName = `${base.id}@${base.version}`;
  const [kept] = useState(() => keptDraft(sessionStorage, baseName));
  // Undefined while no JSON is typed by hand: then it follows the fields above.
  const [text, setText] = useState(() => keptText(sessionStorage, baseName));
  const [isRestored, setRestored] = useState(kept !== undefined || text !== undefined);
  const [draft, setDraft] = useState<Draft>(() => kept ?? draftOf(base, entries));
  /** Counted up where the document is another one, and not one that was typed into. */
  const [generation, setGeneration] = useState(0);
  const [asked, setAsked] = useState<'save' | 'discard'>();
  const check = useCheck(draft);
  const change = useCallback(
    (next: Draft) => {
      setDraft(next);
      keepDraft(sessionStorage, baseName, next);
    },
    [baseName],
  );
  const exists = entries.some((one) => one.scheme === nameIn(draft));
  const next = nextVersion(String(valueAt(draft, ['id'])), entries);
  const edit: Edit = useMemo(
    () => ({
      draft,
      set: (path: Path, value: unknown) => change(withValue(draft, path, value)),
      faults: check.faults,
      own: (path: Path) =>
        exists && path.length === 1 && path[0] === 'version' ? say.exists(next) : undefined,
    }),
    [draft, change, check.faults, exists, next, say],
  );
  return (
    <EditContext value={edit}>
      <nav className="breadcrumbs" aria-label={words.branch}>
        <ol>
          <li>
            <Link to="/schemes">{scheme.toList}</Link>
          </li>
          <li>
            <Link to={schemeAddress(baseName)}>{baseName}</Link>
          </li>
          <li aria-current="page">{scheme.edit}</li>
        </ol>
      </nav>
      <h1>{say.title(baseName, nameIn(draft))}</h1>
      <p className="caption">
        {say.caption} {isRestored && say.restored}
      </p>
      <Standing check={check} exists={exists ? say.exists(next) : undefined} />
      <div className="controls">
        <Button type="primary" disabled={!check.scheme || exists} onClick={() => setAsked('save')}>
          {say.save}
        </Button>
        <Button onClick={() => setAsked('discard')}>{say.discard}</Button>
      </div>
      <div key={generation}>
        <GeneralEditor />
        <WeightsEditor catalogue={catalogue} />
        <FunctionsEditor catalogue={catalogue} />
        <ApprovalsEditor catalogue={catalogue} />
        <RulesEditor />
      </div>
      <JsonEditor
        draft={draft}
        text={text}
        onText={(next) => {
          setText(next);
          keepText(sessionStorage, baseName, next);
        }}
        onChange={(held) => {
          change(held);
          setGeneration(generation + 1);
        }}
      />
      {asked === 'save' && check.scheme && (
        <SaveDialog
          base={base}
          draft={draft}
          scheme={check.scheme}
          catalogue={catalogue}
          onNo={() => setAsked(undefined)}
          onSaved={(name) => {
            dropDraft(sessionStorage, baseName);
            navigate(`${schemeAddress(baseName)}?to=${name}`);
          }}
        />
      )}
      {asked === 'discard' && (
        <Confirm
          title={say.discardTitle}
          yes={say.discard}
          no={say.keep}
          busy={false}
          onYes={() => {
            dropDraft(sessionStorage, baseName);
            setDraft(draftOf(base, entries));
            setText(undefined);
            setRestored(false);
            setGeneration(generation + 1);
            setAsked(undefined);
          }}
          onNo={() => setAsked(undefined)}
        >
          <p>{say.discardText}</p>
        </Confirm>
      )}
    </EditContext>
  );
}

/** Whether the draft can be stored, and every fault with the way to its place. */
function Standing({
  check,
  exists,
}: {
  readonly check: Check;
  readonly exists: string | undefined;
}) {
  const { language, say } = useEditorWords();
  const { faults, failure, isAsking } = check;
  const jump = (pointer: string) => {
    const id = nearest(pointer, (one) => document.getElementById(one) !== null);
    const element = document.getElementById(id ?? 'edit-json');
    element?.scrollIntoView({ block: 'center' });
    element?.focus({ preventScroll: true });
  };
  const listed = [
    ...(exists === undefined ? [] : [{ pointer: '/version', text: exists }]),
    ...faults.map(({ pointer, messages }) => ({ pointer, text: messages[language] })),
  ];
  return (
    <>
      <div role="status" className={isAsking ? 'quiet' : ''}>
        {isAsking
          ? say.checking
          : listed.length > 0
            ? say.faults(count(listed.length))
            : !failure && say.fine}
      </div>
      <NotDone failure={failure} />
      {listed.length > 0 && (
        <div className="schemes-faults">
          <ul>
            {listed.map(({ pointer, text }) => (
              <li key={`${pointer} ${text}`}>
                <button type="button" onClick={() => jump(pointer)}>
                  {text}
                </button>
              </li>
            ))}
          </ul>
        </div>
      )}
    </>
  );
}

function SaveDialog({
  base,
  draft,
  scheme,
  catalogue,
  onNo,
  onSaved,
}: Pick<SchemeProps, 'scheme' | 'catalogue'> & {
  readonly base: Scheme;
  readonly draft: Draft;
  readonly onNo: () => void;
  readonly onSaved: (name: string) => void;
}) {
  const { language, say } = useEditorWords();
  const { busy, failure, act } = useAct();
  const name = nameIn(draft);
  const baseName = `${base.id}@${base.version}`;
  const changes = schemeChanges(base, scheme).filter(({ path }) => path[0] !== 'version');
  const kpiName = (id: string) => catalogue.find((kpi) => kpi.id === id)?.name;
  const save = async () => {
    const stored = await act<SchemeEntry>(schemePath(draft), { method: 'PUT', json: draft });
    if (stored) onSaved(stored.scheme);
  };
  return (
    <Confirm
      title={say.saveTitle(name)}
      yes={say.saveYes}
      no={say.cancel}
      busy={busy}
      onYes={() => void save()}
      onNo={onNo}
    >
      <p>
        {changes.length === 0
          ? say.saveNothing(baseName)
          : say.saveText(baseName, count(changes.length))}
      </p>
      <ul className="schemes-changes">
        {changes.map((one) => (
          <li key={one.path.join('/')}>{changeWords(labelIn(one.path, kpiName), one)[language]}</li>
        ))}
      </ul>
      <p>{say.forGood}</p>
      <NotDone failure={failure} />
    </Confirm>
  );
}
