/** Numbers by kind and grid: a matrix where there is room, one kind at a time where there is not. */
import { LISTS } from '../../shared/submissions/contract.ts';
import { cellId, errorId, useForm } from './context.ts';
import { Errors, TextCell } from './fields.tsx';
import { after } from './focus.ts';
import { cellOf, matrixOf } from './matrix.ts';
import { NewRows } from './new-rows.tsx';
import { type FormRow, fieldOf, typedValue, valuesOf } from './rows.ts';
import { Section } from './section.tsx';

type MatrixList = 'counts' | 'incidents';

export const Counts = () => <Matrix list="counts" number="⑤" />;
export const Incidents = () => <Matrix list="incidents" number="⑥" />;

const emptyCell = (list: MatrixList, kind: string, grid: string) => `empty-${list}-${kind}-${grid}`;

function Matrix({ list, number }: { readonly list: MatrixList; readonly number: string }) {
  const { state, known, words, language, focusLater, shownKinds, showKind } = useForm();
  const names: Readonly<Record<string, { zh: string; en: string }>> =
    LISTS[list].fields.kind.values;
  const kinds = Object.keys(names);
  const grids = known.grids.map(({ code }) => code);
  const { cells, strays } = matrixOf(state.lists[list], kinds, grids);
  const kindName = (kind: string) => names[kind]?.[language] ?? kind;
  const shownKind = shownKinds[list] ?? kinds[0] ?? '';
  /** Enter goes down the grids, then to the next kind, then on. */
  const goOn = (kind: string, grid: string, from: HTMLElement) => {
    const down = grids[grids.indexOf(grid) + 1];
    const next = down === undefined ? kinds[kinds.indexOf(kind) + 1] : kind;
    if (next !== undefined && next !== kind) showKind(list, next);
    const target = down ?? grids[0];
    focusLater(() => {
      if (next === undefined || target === undefined) {
        return after(
          from.closest('table')?.querySelector<HTMLElement>('tr:last-child td:last-child input') ??
            from,
        );
      }
      const row = cells.get(cellOf(next, target));
      return document.getElementById(
        row ? cellId(row.key, 'count') : emptyCell(list, next, target),
      );
    });
  };
  return (
    <Section list={list} number={number}>
      <div className="form-kind">
        <span aria-hidden="true">{words.kind}</span>
        <select
          aria-label={`${words.sections[list]} ${words.kind}`}
          value={shownKind}
          onChange={(event) => showKind(list, event.target.value)}
        >
          {kinds.map((kind) => (
            <option key={kind} value={kind}>
              {kindName(kind)}
            </option>
          ))}
        </select>
      </div>
      <table className={`form-matrix form-matrix-${list}`}>
        <thead>
          <tr>
            <th scope="col">{words.grid}</th>
            {kinds.map((kind) => (
              <th key={kind} scope="col" data-off={kind !== shownKind}>
                {kindName(kind)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {known.grids.map(({ code, name }) => (
            <tr key={code}>
              <th scope="row">{name}</th>
              {kinds.map((kind) => (
                <td key={kind} data-off={kind !== shownKind}>
                  <CountCell
                    list={list}
                    kind={kind}
                    grid={code}
                    label={`${name} ${kindName(kind)}`}
                    row={cells.get(cellOf(kind, code))}
                    goOn={goOn}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <NewRows list={list} rows={strays} add={[]} />
    </Section>
  );
}

function CountCell({
  list,
  kind,
  grid,
  label,
  row,
  goOn,
}: {
  readonly list: MatrixList;
  readonly kind: string;
  readonly grid: string;
  readonly label: string;
  readonly row: FormRow | undefined;
  readonly goOn: (kind: string, grid: string, from: HTMLElement) => void;
}) {
  const { dispatch, errors, language } = useForm();
  const wrong = row ? errors.filter(({ key }) => key === row.key) : [];
  const { count } = row ? valuesOf(row) : {};
  const set = (text: string) => {
    const typed = typedValue(fieldOf(list, 'count'), text);
    // Nothing was counted where nothing is written, or a nought.
    if (typed === undefined || typed === 0) {
      if (row) dispatch({ do: 'remove', list, key: row.key });
    } else if (row) {
      dispatch({ do: 'set', list, key: row.key, values: { ...valuesOf(row), count: typed } });
    } else {
      dispatch({ do: 'add', list, values: { kind, grid, count: typed } });
    }
  };
  return (
    <>
      <TextCell
        // The same input before and after its row is there: it must not lose the focus.
        id={row ? cellId(row.key, 'count') : emptyCell(list, kind, grid)}
        label={label}
        value={count === undefined ? '' : String(count)}
        isWrong={wrong.length > 0}
        describedBy={row && wrong.length > 0 ? errorId(row.key, 'count') : undefined}
        isNumber
        onType={set}
        onKey={(event) => {
          if (event.key !== 'Enter') return false;
          event.preventDefault();
          goOn(kind, grid, event.currentTarget);
          return true;
        }}
      />
      {row && <Errors id={errorId(row.key, 'count')} errors={wrong} language={language} />}
    </>
  );
}
