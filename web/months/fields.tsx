/** Fields of forms: the browser's own, which every keyboard and screen reader knows. */
import { cloneElement, type ReactElement, useId } from 'react';

interface FieldProps {
  readonly id?: string | undefined;
  readonly 'aria-describedby'?: string | undefined;
  readonly 'aria-invalid'?: boolean | undefined;
}

/** A label, its field, and what is wrong right below. */
export function Field({
  label,
  fault,
  className = 'months-field',
  children,
}: {
  readonly label: string;
  readonly fault?: string | undefined;
  readonly className?: string;
  readonly children: ReactElement<FieldProps>;
}) {
  const id = useId();
  return (
    <div className={className}>
      <label htmlFor={id}>{label}</label>
      {cloneElement(children, {
        id,
        ...(fault !== undefined && { 'aria-describedby': `${id}-fault`, 'aria-invalid': true }),
      })}
      {fault !== undefined && (
        <div id={`${id}-fault`} className="months-fault">
          {fault}
        </div>
      )}
    </div>
  );
}

/** The same on one line, for what stands above a table. */
export function Inline(props: {
  readonly label: string;
  readonly children: ReactElement<FieldProps>;
}) {
  return <Field {...props} className="months-inline" />;
}

/** One of a list; `options` as value and name. */
export function Select({
  value,
  options,
  onChange,
  ...field
}: FieldProps & {
  readonly value: string;
  readonly options: readonly (readonly [value: string, name: string])[];
  readonly onChange: (value: string) => void;
  readonly 'aria-label'?: string;
}) {
  return (
    <select
      {...field}
      className="months-input"
      value={value}
      onChange={(event) => onChange(event.target.value)}
    >
      {options.map(([one, name]) => (
        <option key={one} value={one}>
          {name}
        </option>
      ))}
    </select>
  );
}

/** A line of text. */
export function Line({
  value,
  onChange,
  ...field
}: FieldProps & {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly inputMode?: 'decimal' | 'numeric';
  readonly placeholder?: string;
  readonly type?: 'text' | 'date';
}) {
  return (
    <input
      {...field}
      className="months-input"
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
