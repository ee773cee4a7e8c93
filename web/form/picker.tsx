/** A combobox for up to some thirty choices: a number or a few letters, Enter, and on to the next. */
import { type KeyboardEvent, useId, useLayoutEffect, useRef, useState } from 'react';
import { byNumber, type Choice, matching, numberOf } from './choices.ts';
import { useForm } from './context.ts';
import { after, nextEmpty } from './focus.ts';

export interface PickerProps {
  readonly id: string;
  readonly label: string;
  readonly choices: readonly Choice[];
  readonly value: string;
  /** Takes a choice's value, or whatever else was typed. */
  readonly onChoose: (value: string | undefined) => void;
  readonly isWrong: boolean;
  readonly describedBy: string | undefined;
}

/** Pixels that a long list takes; without that room below, it opens upwards. */
const LIST_HEIGHT = 310;

/** A finger chooses from the list; the screen's keyboard would only cover it. */
const isTouched = () => matchMedia('(pointer: coarse)').matches;

export function Picker(props: PickerProps) {
  const { id, label, choices, value, onChoose, isWrong, describedBy } = props;
  const { focusLater } = useForm();
  const listId = useId();
  const input = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState<string>();
  const [isOpen, setOpen] = useState(false);
  const [active, setActive] = useState<number>();
  const shown = matching(choices, typed ?? '');
  const chosen = choices.find((choice) => choice.value === value);
  const close = () => {
    setTyped(undefined);
    setOpen(false);
    setActive(undefined);
  };
  const take = (choice: Choice) => {
    close();
    onChoose(choice.value);
    const from = input.current;
    focusLater(() => from && nextEmpty(from));
  };
  const type = (text: string) => {
    const named = byNumber(choices, text);
    if (named) return take(named);
    setTyped(text);
    setOpen(true);
    setActive(text.trim() === '' ? undefined : 0);
  };
  const leave = () => {
    // What was typed is never dropped: what is no choice is shown as an error.
    if (typed !== undefined) {
      const exact = choices.find((one) => one.value === typed.trim() || one.label === typed.trim());
      onChoose(exact?.value ?? (typed.trim() || undefined));
    }
    close();
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing) return;
    switch (event.key) {
      case 'ArrowDown':
      case 'ArrowUp': {
        event.preventDefault();
        const step = event.key === 'ArrowDown' ? 1 : -1;
        const start = chosen && !isOpen ? shown.indexOf(chosen) : -1;
        const from = active ?? (step > 0 ? start : Math.max(start, 0));
        setOpen(true);
        if (shown.length > 0) setActive((from + step + shown.length) % shown.length);
        return;
      }
      case 'Enter': {
        event.preventDefault();
        const choice = active === undefined ? undefined : shown[active];
        if (choice) return take(choice);
        const from = event.currentTarget;
        leave();
        focusLater(() => after(from));
        return;
      }
      case 'Escape':
        if (isOpen) event.preventDefault();
        close();
        return;
    }
  };
  const [isUp, setUp] = useState(false);
  useLayoutEffect(() => {
    const place = isOpen ? input.current?.getBoundingClientRect() : undefined;
    const bar = document.querySelector('.form-bar')?.getBoundingClientRect();
    const edge = bar?.top ?? innerHeight;
    if (place) setUp(place.bottom + LIST_HEIGHT > edge && place.top > LIST_HEIGHT);
  }, [isOpen]);
  const optionId = (place: number) => `${listId}-${place}`;
  return (
    <div className="form-picker">
      <input
        ref={input}
        id={id}
        data-cell
        className="form-input"
        role="combobox"
        aria-label={label}
        aria-expanded={isOpen}
        aria-controls={listId}
        aria-autocomplete="list"
        aria-invalid={isWrong}
        {...(describedBy !== undefined && { 'aria-describedby': describedBy })}
        {...(isOpen && active !== undefined && { 'aria-activedescendant': optionId(active) })}
        autoComplete="off"
        spellCheck={false}
        inputMode={isTouched() ? 'none' : 'text'}
        value={typed ?? chosen?.label ?? value}
        onChange={(event) => type(event.target.value)}
        onFocus={(event) => {
          event.target.select();
          // Where something is chosen already, the list would only cover what is below.
          if (value === '') setOpen(true);
        }}
        onClick={() => setOpen(true)}
        onBlur={leave}
        onKeyDown={onKeyDown}
      />
      <div
        id={listId}
        className="form-choices"
        role="listbox"
        aria-label={label}
        data-up={isUp}
        hidden={!isOpen || shown.length === 0}
      >
        {isOpen &&
          shown.map((choice, place) => (
            <div
              key={choice.value}
              id={optionId(place)}
              className="form-choice"
              role="option"
              tabIndex={-1}
              aria-selected={choice === chosen}
              data-active={place === active}
              // Before the input loses the focus.
              onPointerDown={(event) => {
                event.preventDefault();
                take(choice);
              }}
            >
              <span className="form-number">{numberOf(choices, choices.indexOf(choice))}</span>
              <span>{choice.label}</span>
              {choice.hint !== undefined && <span className="quiet">{choice.hint}</span>}
            </div>
          ))}
      </div>
    </div>
  );
}
