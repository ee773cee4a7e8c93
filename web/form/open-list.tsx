/** Things that are open, each with one button for every way that it can end today. */
import { Button } from 'antd';
import { useState } from 'react';
import { rowId, useForm } from './context.ts';
import { Errors } from './fields.tsx';
import type { FormRow, Values } from './rows.ts';
import { ID_FIELDS, type TickedList } from './ticks.ts';

/** One way in which something open can end. */
export interface Ending {
  readonly name: string;
  /** What the row says besides the id. */
  readonly values: Values;
}

export interface OpenItem {
  readonly id: string;
  /** What it is, in words. */
  readonly about: readonly string[];
  readonly endings: readonly (readonly Ending[])[];
  /** Fields of its row that are the same however it ends. */
  readonly values?: Values;
}

/** So many are shown at first. */
const SHOWN = 30;

export function OpenList({
  list,
  items,
  ticks,
}: {
  readonly list: TickedList;
  readonly items: readonly OpenItem[];
  readonly ticks: ReadonlyMap<string, FormRow>;
}) {
  const { words } = useForm();
  const [isWhole, setWhole] = useState(false);
  const shown = isWhole ? items : items.filter(({ id }, place) => place < SHOWN || ticks.has(id));
  return (
    <>
      <h3>{words.openOnes[list]}</h3>
      {items.length === 0 && <p className="quiet">{words.noneOpen}</p>}
      <ul className="form-open">
        {shown.map((item) => (
          <OpenLine key={item.id} list={list} item={item} tick={ticks.get(item.id)} />
        ))}
      </ul>
      {shown.length < items.length && (
        <Button onClick={() => setWhole(true)}>{words.showAll(items.length)}</Button>
      )}
    </>
  );
}

function OpenLine({
  list,
  item,
  tick,
}: {
  readonly list: TickedList;
  readonly item: OpenItem;
  readonly tick: FormRow | undefined;
}) {
  const { dispatch, errors, language } = useForm();
  const isTicked = (ending: Ending) =>
    tick !== undefined &&
    Object.entries(ending.values).every(([name, value]) => {
      const row = tick.value as Values;
      return row[name] === value;
    });
  const choose = (ending: Ending) => {
    // Read when clicked: the same button again takes the mark away.
    if (tick && isTicked(ending)) return dispatch({ do: 'remove', list, key: tick.key });
    const values = { [ID_FIELDS[list]]: item.id, ...item.values, ...ending.values };
    if (tick) dispatch({ do: 'set', list, key: tick.key, values });
    else dispatch({ do: 'add', list, values });
  };
  const wrong = tick ? errors.filter(({ key }) => key === tick.key) : [];
  return (
    <li {...(tick && { id: rowId(tick.key) })} tabIndex={-1} data-ticked={tick !== undefined}>
      <span className="form-about">
        <strong>{item.id}</strong>
        {item.about.map((text) => (
          <span key={text}>{text}</span>
        ))}
      </span>
      <fieldset className="form-endings">
        <legend className="form-unseen">{item.id}</legend>
        {item.endings.map((group) => (
          <span className="form-ending" key={group[0]?.name}>
            {group.map((ending) => (
              <Button
                key={ending.name}
                type={isTicked(ending) ? 'primary' : 'default'}
                aria-pressed={isTicked(ending)}
                onClick={() => choose(ending)}
              >
                {isTicked(ending) ? '✓ ' : ''}
                {ending.name}
              </Button>
            ))}
          </span>
        ))}
      </fieldset>
      <Errors id={`error-${tick?.key}`} errors={wrong} language={language} />
    </li>
  );
}
