import { useState } from 'react';
import { months } from '@/shared/text/dates';
import { dateParts, fromParts, type DateParts } from '@/shared/text/partial_date';
import { SelectField, TextField } from '@/shared/ui/field';
import styles from './form.module.css';

interface PartialDateFieldProps {
  label: string;
  value: string | null | undefined;
  onChange: (value: string | null) => void;
}

/** A date of which only the year, or only day and month, may be known. */
export function PartialDateField({ label, value, onChange }: PartialDateFieldProps) {
  const [parts, setParts] = useState<DateParts>(() => dateParts(value));
  const wrong = fromParts(parts) === undefined;
  function change(changed: Partial<DateParts>): void {
    const next = { ...parts, ...changed };
    setParts(next);
    const text = fromParts(next);
    if (text !== undefined) onChange(text);
  }
  return (
    <div>
      <div className={styles.dates} role="group" aria-label={label}>
        <TextField
          label={`${label}: day`}
          inputMode="numeric"
          maxLength={2}
          value={parts.day.replace(/^0/, '')}
          onChange={(event) => change({ day: event.target.value.replace(/\D/g, '') })}
        />
        <SelectField label="Month" value={parts.month} onChange={(event) => change({ month: event.target.value })}>
          <option value="">–</option>
          {months.map((name, index) => (
            <option key={name} value={String(index + 1).padStart(2, '0')}>
              {name}
            </option>
          ))}
        </SelectField>
        <TextField
          label="Year"
          inputMode="numeric"
          maxLength={4}
          value={parts.year}
          error={wrong ? 'This makes no date yet.' : null}
          onChange={(event) => change({ year: event.target.value.replace(/\D/g, '') })}
        />
      </div>
    </div>
  );
}
