/** Another system's export, put into the drafts of the branch's stations. */
import { Alert, Button, Input } from 'antd';
import { useState } from 'react';
import { readMapping } from '../../shared/imports/mapping.ts';
import { readTable, type Table } from '../../shared/imports/table.ts';
import { LISTS } from '../../shared/submissions/contract.ts';
import { MAX_DOCUMENT_BYTES } from '../../shared/submissions/limits.ts';
import type { List, Unit } from '../api.ts';
import { FileChoice } from '../file-choice.tsx';
import { count } from '../format.ts';
import { placeName } from '../made-up.ts';
import { useResource } from '../resource.ts';
import { type SendFailure, type Sent, send } from '../send.ts';
import type { Session } from '../session.ts';
import { Failed, Loading, SignIn } from '../states.tsx';
import { useWords } from '../words.ts';
import {
  IMPORT_LISTS,
  type ImportAnswer,
  isName,
  type Matching,
  mappingOf,
  matchingOf,
  type SavedMapping,
  suggested,
} from './imports.ts';
import { ImportsResult } from './imports-result.tsx';
import { type ImportWords, useImportWords } from './imports-words.ts';
import { MappingForm } from './mapping-form.tsx';
import { useStations } from './stations.ts';

interface Chosen {
  readonly file: File;
  readonly table: Table;
}

interface Result {
  readonly answer: ImportAnswer;
  readonly isFilled: boolean;
}

export default function ImportsPage({ session }: { readonly session: Session }) {
  const { words } = useWords();
  const { language, say } = useImportWords();
  const own = useResource<Unit>(`/units/${session.unit}`, language);
  const saved = useResource<List<SavedMapping>>('/imports/mappings', language);
  const stations = useStations(own.value, language);
  const [chosen, setChosen] = useState<Chosen>();
  const [fileFault, setFileFault] = useState<string>();
  const [name, setName] = useState('');
  const [matching, setMatching] = useState<Matching>(suggested('cases', []));
  const [faults, setFaults] = useState<Readonly<Record<string, string>>>({});
  const [result, setResult] = useState<Result>();
  const [busy, setBusy] = useState<'check' | 'fill'>();
  const [failure, setFailure] = useState<SendFailure>();

  const failed = [own, saved].find((resource) => resource.failure);
  if (failed?.failure) return <Failed failure={failed.failure} retry={failed.retry} />;
  if (failure?.kind === 'expired') {
    return <SignIn title={words.expiredTitle} text={words.expiredText} />;
  }
  if (!saved.value || !stations) return <Loading rows={8} />;
  const mappings = saved.value.items;
  const used = mappings.find((mapping) => mapping.name === name.trim());
  const isSaved =
    used !== undefined &&
    JSON.stringify(mappingOf(matchingOf(used))) === JSON.stringify(mappingOf(matching));

  const open = async (file: File) => {
    setResult(undefined);
    setFailure(undefined);
    setChosen(undefined);
    if (file.size > MAX_DOCUMENT_BYTES) return setFileFault(say.tooLarge);
    const read = readTable(new Uint8Array(await file.arrayBuffer()));
    if (!read.ok) return setFileFault(read.errors[0]?.messages[language]);
    setFileFault(undefined);
    setChosen({ file, table: read });
    if (!used) setMatching(suggested(matching.list, read.headings));
  };
  const change = (next: Matching) => {
    setMatching(next);
    setFaults({});
    setResult(undefined);
  };
  const ask = async (mode: 'check' | 'fill', file: File) => {
    const query = new URLSearchParams({ mapping: name.trim(), mode });
    const headers = { 'content-type': 'text/csv' };
    const sending = { method: 'POST', body: file, headers } as const;
    setBusy(mode);
    const sent = await send<ImportAnswer>(`/imports?${query}`, language, sending);
    setBusy(undefined);
    if (sent.ok) setResult({ answer: sent.value, isFilled: mode === 'fill' });
    else setFailure(sent.failure);
  };
  const check = async (file: File) => {
    setFailure(undefined);
    const mapping = mappingOf(matching);
    const wrong = faultsOf(mapping, name, language, say);
    setFaults(wrong);
    const [first] = Object.keys(wrong);
    if (first !== undefined) {
      document.getElementById(`field-${first}`)?.focus();
      return;
    }
    if (!isSaved) {
      setBusy('check');
      const put = await save(name, mapping, language);
      setBusy(undefined);
      if (!put.ok) return setFailure(put.failure);
      saved.retry();
    }
    await ask('check', file);
  };
  return (
    <>
      <h1>{say.title}</h1>
      <p>{say.intro}</p>
      <section aria-labelledby="file-step" className="command-step">
        <h2 id="file-step">{say.fileStep}</h2>
        <FileChoice
          label={say.choose}
          hint={say.hint}
          accept=".csv,.txt,text/csv"
          disabled={busy !== undefined}
          onFile={(file) => void open(file)}
        >
          <div aria-live="polite">
            {fileFault ? (
              <span className="command-fault">{fileFault}</span>
            ) : (
              chosen &&
              say.read(
                chosen.file.name,
                count(chosen.table.headings.length),
                count(chosen.table.rows.length),
              )
            )}
          </div>
        </FileChoice>
      </section>
      {chosen && (
        <section aria-labelledby="mapping-step" className="command-step">
          <h2 id="mapping-step">{say.mappingStep}</h2>
          <div className="controls">
            <label>
              {say.saved}{' '}
              <select
                className="command-select"
                value={used?.name ?? ''}
                onChange={({ target }) => {
                  const next = mappings.find((mapping) => mapping.name === target.value);
                  setName(next?.name ?? '');
                  change(next ? matchingOf(next) : suggested('cases', chosen.table.headings));
                }}
              >
                <option value="">{say.fresh}</option>
                {mappings.map((mapping) => (
                  <option key={mapping.name} value={mapping.name}>
                    {mapping.unit === session.unit ? mapping.name : say.ofUnit(mapping.name)}
                  </option>
                ))}
              </select>
            </label>
            <label>
              {say.list}{' '}
              <select
                className="command-select"
                value={matching.list}
                onChange={({ target }) => {
                  const list = IMPORT_LISTS.find((one) => one === target.value);
                  if (list) change(suggested(list, chosen.table.headings));
                }}
              >
                {IMPORT_LISTS.map((list) => (
                  <option key={list} value={list}>
                    {LISTS[list].names[language]}
                  </option>
                ))}
              </select>
            </label>
          </div>
          <MappingForm
            table={chosen.table}
            matching={matching}
            onChange={change}
            stations={stations.map((unit) => ({
              code: unit.code,
              name: placeName(unit.name),
              words: [unit.code, unit.name],
            }))}
            faults={faults}
          />
          <div className="command-field">
            <label htmlFor="field-name">{say.name}</label>
            <div>
              <Input
                id="field-name"
                value={name}
                aria-invalid={faults.name !== undefined}
                aria-describedby="field-name-said"
                onChange={({ target }) => {
                  setName(target.value);
                  setFaults({});
                  setResult(undefined);
                }}
              />
              <div id="field-name-said" className={faults.name ? 'command-fault' : 'quiet'}>
                {faults.name ?? (used && !isSaved ? say.nameUpdates : say.nameHint)}
              </div>
            </div>
          </div>
          <div className="controls">
            <Button
              type="primary"
              loading={busy === 'check'}
              disabled={busy !== undefined}
              onClick={() => void check(chosen.file)}
            >
              {say.check}
            </Button>
            <span role="status">
              {busy === 'check' && say.checking}
              {busy === 'fill' && say.filling}
              {Object.keys(faults).length > 0 && say.faults(count(Object.keys(faults).length))}
            </span>
          </div>
        </section>
      )}
      {failure && (
        <Alert type="warning" showIcon role="alert" title={failureWords(failure, language, say)} />
      )}
      {result && chosen && (
        <section className="command-step">
          <ImportsResult {...result} />
          {!result.isFilled && (
            <Button
              type="primary"
              loading={busy === 'fill'}
              disabled={busy !== undefined || result.answer.filled === 0}
              onClick={() => void ask('fill', chosen.file)}
            >
              {result.answer.filled > 0 ? say.fill(count(result.answer.filled)) : say.nothing}
            </Button>
          )}
        </section>
      )}
    </>
  );
}

function save(
  name: string,
  mapping: ReturnType<typeof mappingOf>,
  language: string,
): Promise<Sent<SavedMapping>> {
  const json = { name: name.trim(), ...mapping };
  return send<SavedMapping>('/imports/mappings', language, { method: 'PUT', json });
}

/** What is wrong with a mapping, by field, in the server's words; `name` is its own name. */
function faultsOf(
  mapping: ReturnType<typeof mappingOf>,
  name: string,
  language: 'zh' | 'en',
  say: ImportWords,
): Record<string, string> {
  const read = readMapping(mapping);
  const faults: Record<string, string> = {};
  for (const { code, pointer, messages } of read.ok ? [] : read.errors) {
    const field = pointer.split('/')[2];
    if (field === undefined) continue;
    // The server speaks to programs, of members of the mapping.
    faults[field] ??= code === 'missing_field' ? say.sourceMissing : messages[language];
  }
  if (!isName(name)) faults.name = say.nameMissing;
  return faults;
}

function failureWords(failure: SendFailure, language: 'zh' | 'en', say: ImportWords): string {
  if (failure.kind !== 'problem') return say.offline;
  const said = failure.errors.map(({ messages }) => messages[language]);
  return [`${say.failed}: ${failure.detail}`, ...said].join(' ');
}
