/** Rows that are typed: those of a list that are not ticks, and the buttons that add one. */
import { Button } from 'antd';
import type { ListName } from '../../shared/submissions/contract.ts';
import { cellId, rowId, useForm } from './context.ts';
import { RowFields } from './fields.tsx';
import { firstEmpty } from './focus.ts';
import { type FormRow, type Values, valuesOf } from './rows.ts';

export function NewRows({
  list,
  rows,
  usual,
  add,
}: {
  readonly list: ListName;
  readonly rows: readonly FormRow[];
  /** The event of a row that is new; it then needs no field of its own. */
  readonly usual?: string;
  /** `first` is the field to begin with; otherwise the first that is empty. */
  readonly add: readonly {
    readonly name: string;
    readonly values: () => Values;
    readonly first?: string;
  }[];
}) {
  const { addRow, focusLater, words } = useForm();
  if (rows.length === 0 && add.length === 0) return null;
  return (
    <div data-list className="form-new">
      {rows.map((row, index) => (
        <RowFields
          key={row.key}
          list={list}
          row={row}
          legend={`${words.sections[list]} ${words.row(index + 1)}`}
          hide={usual !== undefined && valuesOf(row).event === usual ? ['event'] : []}
        />
      ))}
      <div className="form-actions">
        {add.map(({ name, values, first }) => (
          <Button
            key={name}
            data-add
            onClick={() => {
              const key = addRow(list, values());
              focusLater(() =>
                first === undefined
                  ? firstEmpty(document.getElementById(rowId(key)))
                  : document.getElementById(cellId(key, first)),
              );
            }}
          >
            + {name}
          </Button>
        ))}
      </div>
    </div>
  );
}
