/** What a scheme is called and where it holds; its grades and other rules; approvals of restricted KPIs. */
import { Button } from 'antd';
import { useContext, useState } from 'react';
import type { KpiDefinition } from '../api.ts';
import { Inline, Select } from '../months/fields.tsx';
import { elementId, isDraft, valueAt } from './draft.ts';
import { EditContext, Fault, NumberField, TextAt, usePlace } from './edit.tsx';
import { useEditorWords } from './editor-words.ts';

export function GeneralEditor() {
  const { say } = useEditorWords();
  const adopted = usePlace(['adopted']);
  return (
    <section className="schemes-section" aria-labelledby="edit-general">
      <h2 id="edit-general">{say.general}</h2>
      <div className="months-form">
        <TextAt path={['id']} label={say.id} />
        <NumberField path={['version']} label={say.version} />
        <TextAt path={['effective']} label={say.effective} type="date" />
        <TextAt path={['jurisdiction']} label={say.jurisdiction} />
        <TextAt path={['name', 'zh']} label={say.nameZh} />
        <TextAt path={['name', 'en']} label={say.nameEn} />
        <TextAt path={['description', 'zh']} label={say.descriptionZh} isLong />
        <TextAt path={['description', 'en']} label={say.descriptionEn} isLong />
        <div className="wide">
          <label className="months-check">
            <input
              {...adopted.marked}
              type="checkbox"
              checked={adopted.value === true}
              onChange={(event) => adopted.set(event.target.checked)}
            />
            {say.adopted}
          </label>
          <Fault id={adopted.id} fault={adopted.fault} />
        </div>
      </div>
    </section>
  );
}

const listAt = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

export function RulesEditor() {
  const { say } = useEditorWords();
  const { draft, set } = useContext(EditContext);
  const grades = listAt(valueAt(draft, ['grades']));
  // A grade has nothing of its own but its place; where one is gone, all are others.
  const places = grades.map((_, place) => ({ place, key: `${grades.length} ${place}` }));
  const names = grades.flatMap((grade) =>
    isDraft(grade) && typeof grade.grade === 'string' ? [grade.grade] : [],
  );
  const veto = usePlace(['ledger', 'vetoGrade']);
  const held = String(veto.value ?? '');
  return (
    <section className="schemes-section" aria-labelledby="edit-rules">
      <h2 id="edit-rules">{say.rules}</h2>
      <div id={elementId(['grades'])} tabIndex={-1}>
        {places.map(({ place, key }) => (
          <div key={key} className="months-form">
            <TextAt path={['grades', place, 'grade']} label={say.gradeName(place + 1)} />
            <NumberField path={['grades', place, 'from']} label={say.gradeFrom(place + 1)} />
            <div>
              <Button
                size="small"
                disabled={grades.length < 2}
                onClick={() => set(['grades', place], undefined)}
              >
                {say.removeGrade(place + 1)}
              </Button>
            </div>
          </div>
        ))}
      </div>
      <Button size="small" onClick={() => set(['grades', grades.length], { grade: '' })}>
        {say.addGrade}
      </Button>
      <div className="months-form">
        <NumberField path={['minimumCompleteness']} label={say.minimumCompleteness} />
        <NumberField path={['ledger', 'maximumBonus']} label={say.maximumBonus} />
        <NumberField path={['ledger', 'maximumDeduction']} label={say.maximumDeduction} />
        <div className="months-field">
          <label htmlFor={veto.id}>{say.vetoGrade}</label>
          <select
            {...veto.marked}
            className="months-input"
            value={held}
            onChange={(event) => veto.set(event.target.value)}
          >
            {[...new Set([...names, held])].map((name) => (
              <option key={name} value={name}>
                {name}
              </option>
            ))}
          </select>
          <Fault id={veto.id} fault={veto.fault} />
        </div>
        <NumberField path={['audit', 'perQuarter']} label={say.perQuarter} />
      </div>
    </section>
  );
}

export function ApprovalsEditor({ catalogue }: { readonly catalogue: readonly KpiDefinition[] }) {
  const { language, say } = useEditorWords();
  const { draft, set } = useContext(EditContext);
  const approvals = listAt(valueAt(draft, ['approvals']));
  const kpis = approvals.map((one) => String(valueAt(one, ['kpi']) ?? ''));
  const free = catalogue.filter(({ id, restricted }) => restricted && !kpis.includes(id));
  const [chosen, setChosen] = useState('');
  const next = free.find(({ id }) => id === chosen) ?? free[0];
  const nameOf = (id: string) => catalogue.find((kpi) => kpi.id === id)?.name[language] ?? id;
  return (
    <section className="schemes-section" aria-labelledby="edit-approvals">
      <h2 id="edit-approvals">{say.approvals}</h2>
      <p className="caption">{say.approvalsHint}</p>
      {kpis.map((kpi, place) => (
        <fieldset key={kpi} className="schemes-approval">
          <legend>{nameOf(kpi)}</legend>
          <KpiFault place={place} />
          <div className="months-form">
            <TextAt path={['approvals', place, 'by']} label={say.by} />
            <TextAt path={['approvals', place, 'on']} label={say.on} type="date" />
            <TextAt path={['approvals', place, 'document']} label={say.document} isOptional />
            <TextAt path={['approvals', place, 'legalBasis']} label={say.legalBasis} isLong />
          </div>
          <Button size="small" onClick={() => set(['approvals', place], undefined)}>
            {say.removeApproval(nameOf(kpi))}
          </Button>
        </fieldset>
      ))}
      {next && (
        <div className="controls">
          <Inline label={say.addApproval}>
            <Select
              value={next.id}
              options={free.map(({ id, name }) => [id, name[language]])}
              onChange={setChosen}
            />
          </Inline>
          <Button
            size="small"
            onClick={() => {
              const blank = { kpi: next.id, by: '', on: '', legalBasis: '' };
              set(['approvals', approvals.length], blank);
            }}
          >
            {say.addApproval}
          </Button>
        </div>
      )}
    </section>
  );
}

/** What is wrong with giving the KPI an approval at all. */
function KpiFault({ place }: { readonly place: number }) {
  const { id, fault } = usePlace(['approvals', place, 'kpi']);
  return (
    <div id={id} tabIndex={-1}>
      <Fault id={id} fault={fault} />
    </div>
  );
}
