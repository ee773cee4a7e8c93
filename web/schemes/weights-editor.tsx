/** The weights of all levels side by side, each level with its sum. */
import { type KeyboardEvent, useContext } from 'react';
import type { KpiDefinition } from '../api.ts';
import { NOTHING } from '../format.ts';
import { Sheet } from '../sheet.tsx';
import { elementId, sumOf } from './draft.ts';
import { EditContext, Fault, NumberAt, usePlace } from './edit.tsx';
import { useEditorWords } from './editor-words.ts';
import { LEVELS, type SchemeLevel } from './scheme-view.tsx';
import { useSchemeWords } from './words.ts';

/** Enter goes to the field of the same column in the next row. */
export function toNextRow(event: KeyboardEvent<HTMLElement>): void {
  const from = event.target;
  if (event.key !== 'Enter' || !(from instanceof HTMLInputElement)) return;
  event.preventDefault();
  const { column } = from.dataset;
  if (column === undefined) return;
  const fields = [...event.currentTarget.querySelectorAll<HTMLInputElement>('input[data-column]')];
  const same = fields.filter((field) => field.dataset.column === column);
  const next = same[same.indexOf(from) + (event.shiftKey ? -1 : 1)];
  next?.focus();
  next?.select();
}

export function WeightsEditor({ catalogue }: { readonly catalogue: readonly KpiDefinition[] }) {
  const { language, say } = useEditorWords();
  const { say: scheme } = useSchemeWords();
  const scorable = catalogue.filter(({ better }) => better !== null);
  return (
    <section className="schemes-section" aria-labelledby="edit-weights" onKeyDown={toNextRow}>
      <h2 id="edit-weights">{say.weights}</h2>
      <p className="caption">{say.weightsHint}</p>
      <Sheet
        label={scheme.indicator}
        columns={[
          { key: 'kpi', title: scheme.indicator },
          ...LEVELS.map((level) => ({
            key: level,
            title: <Sum level={level} />,
            isNumber: true,
          })),
        ]}
        rows={scorable.map((kpi) => ({
          key: kpi.id,
          cells: {
            kpi: (
              <>
                {kpi.name[language]}{' '}
                {kpi.restricted && <span className="schemes-mark">{scheme.restricted}</span>}
              </>
            ),
            ...Object.fromEntries(
              LEVELS.map((level) => [
                level,
                kpi.levels.includes(level) ? (
                  <NumberAt
                    key={level}
                    path={['weights', level, kpi.id]}
                    column={level}
                    label={say.weightOf(kpi.name[language], scheme.levels[level] ?? level)}
                  />
                ) : (
                  <span key={level} className="quiet" title={say.notHere}>
                    {NOTHING}
                  </span>
                ),
              ]),
            ),
          },
        }))}
      />
    </section>
  );
}

/** A level and what its weights add up to; the fault of a wrong sum stands here. */
function Sum({ level }: { readonly level: SchemeLevel }) {
  const { say } = useEditorWords();
  const { say: scheme } = useSchemeWords();
  const { draft } = useContext(EditContext);
  const path = ['weights', level];
  const { fault } = usePlace(path);
  const sum = sumOf(draft, level);
  return (
    <div id={elementId(path)} tabIndex={-1}>
      {scheme.levels[level]}
      <div className="schemes-sum">
        {say.sum} {sum} {sum === 100 ? '✓' : '≠ 100'}
      </div>
      <Fault id={elementId(path)} fault={fault} />
    </div>
  );
}
