import { useId, useLayoutEffect, useRef, type ComponentProps, type ReactNode, type RefObject } from 'react';
import { Linted, type FieldLint } from '@/shared/lint/linted';
import { cx } from './cx';
import styles from './field.module.css';

export interface FieldProps {
  label: string;
  hint?: ReactNode;
  error?: string | null;
  /** Keeps the label for screen readers only, where the place says it already. */
  bare?: boolean;
}

interface Wiring {
  id: string;
  'aria-describedby': string | undefined;
  'aria-invalid': true | undefined;
}

export function Field({
  label,
  hint,
  error,
  bare,
  children,
}: FieldProps & { children: (wiring: Wiring) => ReactNode }) {
  const id = useId();
  const described = error || hint ? `${id}-hint` : undefined;
  return (
    <div className={styles.field}>
      <label htmlFor={id} className={bare ? 'unseen' : styles.label}>
        {label}
      </label>
      {children({ id, 'aria-describedby': described, 'aria-invalid': error ? true : undefined })}
      {(error || hint) && (
        <p id={described} className={cx(styles.hint, error && styles.error)} role={error ? 'alert' : undefined}>
          {error || hint}
        </p>
      )}
    </div>
  );
}

interface Looked {
  /** Etiquette looks at what is written. */
  lint?: FieldLint;
}

/** The control, looked at by etiquette where its text may need it. */
function control(
  { lint, label, single, value }: Looked & { label: string; single: boolean; value: unknown },
  wiring: Wiring,
  children: (wiring: Wiring) => ReactNode,
): ReactNode {
  if (!lint || typeof value !== 'string') return children(wiring);
  return (
    <Linted lint={lint} label={label} single={single} text={value} described={wiring['aria-describedby']}>
      {(describedBy) => children({ ...wiring, 'aria-describedby': describedBy })}
    </Linted>
  );
}

type TextFieldProps = FieldProps & Looked & ComponentProps<'input'>;

export function TextField({ label, hint, error, bare, lint, className, ...rest }: TextFieldProps) {
  return (
    <Field label={label} hint={hint} error={error} bare={bare}>
      {(wiring) =>
        control({ lint, label, single: true, value: rest.value }, wiring, (wired) => (
          <input type="text" className={cx(styles.input, className)} {...wired} {...rest} />
        ))
      }
    </Field>
  );
}

export function SelectField({ label, hint, error, bare, className, ...rest }: FieldProps & ComponentProps<'select'>) {
  return (
    <Field label={label} hint={hint} error={error} bare={bare}>
      {(wiring) => <select className={cx(styles.input, styles.select, className)} {...wiring} {...rest} />}
    </Field>
  );
}

type TextAreaProps = FieldProps &
  Looked &
  ComponentProps<'textarea'> & { areaRef?: RefObject<HTMLTextAreaElement | null> };

/** Grows with what is written in it. */
export function TextArea({ label, hint, error, bare, lint, className, areaRef, ...rest }: TextAreaProps) {
  const own = useRef<HTMLTextAreaElement>(null);
  const area = areaRef ?? own;
  useLayoutEffect(() => {
    const element = area.current;
    if (!element) return;
    element.style.height = 'auto';
    element.style.height = `${element.scrollHeight + 2}px`;
  }, [area, rest.value]);
  return (
    <Field label={label} hint={hint} error={error} bare={bare}>
      {(wiring) =>
        control({ lint, label, single: false, value: rest.value }, wiring, (wired) => (
          <textarea rows={2} ref={area} className={cx(styles.input, styles.area, className)} {...wired} {...rest} />
        ))
      }
    </Field>
  );
}

export function CheckField({ label, hint, ...rest }: { label: string; hint?: string } & ComponentProps<'input'>) {
  const id = useId();
  return (
    <div className={styles.check}>
      <input id={id} type="checkbox" aria-describedby={hint ? `${id}-hint` : undefined} {...rest} />
      <label htmlFor={id}>
        {label}
        {hint && (
          <span id={`${id}-hint`} className={styles.hint}>
            {hint}
          </span>
        )}
      </label>
    </div>
  );
}
