import { useId } from 'react';
import type { Icon } from './button';
import styles from './choices.module.css';
import { cx } from './cx';

export interface Choice<T> {
  value: T;
  label: string;
  icon?: Icon;
}

interface ChoicesProps<T> {
  legend: string;
  choices: readonly Choice<T>[];
  value: T;
  onChange: (value: T) => void;
  hideLegend?: boolean;
}

/** One of a few, all in view: native radio buttons dressed as chips. */
export function Choices<T extends string | boolean | null>({
  legend,
  choices,
  value,
  onChange,
  hideLegend,
}: ChoicesProps<T>) {
  const name = useId();
  return (
    <fieldset className={styles.group}>
      <legend className={hideLegend ? 'unseen' : styles.legend}>{legend}</legend>
      {choices.map(({ value: own, label, icon: Icon }) => (
        <label key={String(own)} className={cx(styles.chip, own === value && styles.chosen)}>
          <input type="radio" name={name} className="unseen" checked={own === value} onChange={() => onChange(own)} />
          {Icon && <Icon size={16} aria-hidden />}
          {label}
        </label>
      ))}
    </fieldset>
  );
}

interface SeveralProps<T> {
  legend: string;
  choices: readonly Choice<T>[];
  values: readonly T[];
  onChange: (values: T[]) => void;
}

/** Any of a few. */
export function SeveralChoices<T extends string>({ legend, choices, values, onChange }: SeveralProps<T>) {
  const toggled = (value: T): T[] =>
    values.includes(value) ? values.filter((other) => other !== value) : [...values, value];
  return (
    <fieldset className={styles.group}>
      <legend className={styles.legend}>{legend}</legend>
      {choices.map(({ value, label }) => (
        <label key={value} className={cx(styles.chip, values.includes(value) && styles.chosen)}>
          <input
            type="checkbox"
            className="unseen"
            checked={values.includes(value)}
            onChange={() => onChange(toggled(value))}
          />
          {label}
        </label>
      ))}
    </fieldset>
  );
}
