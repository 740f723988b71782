import Plus from 'lucide-react/icons/plus';
import Trash2 from 'lucide-react/icons/trash-2';
import { useId, useState, type ComponentProps } from 'react';
import type { LabelledValue } from '@/shared/api/types';
import { capitalised } from '@/shared/text/words';
import { Button, IconButton } from '@/shared/ui/button';
import { SelectField, TextField } from '@/shared/ui/field';
import styles from './form.module.css';

interface LabelledListProps {
  legend: string;
  one: string;
  labels: readonly string[];
  type?: ComponentProps<'input'>['type'];
  values: LabelledValue[];
  onChange: (values: LabelledValue[]) => void;
}

/** Several of one sort, each with a label: mails, phones, links. */
export function LabelledList({ legend, one, labels, type, values, onChange }: LabelledListProps) {
  const replace = (index: number, next: LabelledValue): void =>
    onChange(values.map((value, other) => (other === index ? next : value)));
  return (
    <fieldset className={styles.group}>
      <legend>{legend}</legend>
      {values.map((entry, index) => (
        <div key={index} className={styles.labelled}>
          <TextField
            bare
            label={`${one} ${index + 1}`}
            type={type}
            value={entry.value}
            onChange={(event) => replace(index, { ...entry, value: event.target.value })}
          />
          <LabelSelect
            name={`Label of ${one.toLowerCase()} ${index + 1}`}
            known={labels}
            labels={entry.labels ?? []}
            onChange={(next) => replace(index, { ...entry, labels: next })}
          />
          <IconButton
            icon={Trash2}
            label={`Remove ${one.toLowerCase()} ${index + 1}`}
            onClick={() => onChange(values.filter((_, other) => other !== index))}
          />
        </div>
      ))}
      <Button look="quiet" icon={Plus} onClick={() => onChange([...values, { value: '', labels: [] }])}>
        Add {one.toLowerCase()}
      </Button>
    </fieldset>
  );
}

interface LabelSelectProps {
  name: string;
  known: readonly string[];
  labels: string[];
  onChange: (labels: string[]) => void;
}

const own = ' own';

export function LabelSelect({ name, known, labels, onChange }: LabelSelectProps) {
  const listId = useId();
  const chosen = labels.join(', ');
  const [typing, setTyping] = useState(chosen !== '' && !known.includes(chosen));
  if (typing) {
    return (
      <>
        <TextField
          bare
          label={name}
          list={listId}
          placeholder="Label"
          value={chosen}
          onChange={(event) => onChange(event.target.value.split(',').map((part) => part.trimStart()))}
        />
        <datalist id={listId}>
          {known.map((label) => (
            <option key={label} value={label} />
          ))}
        </datalist>
      </>
    );
  }
  return (
    <SelectField
      bare
      label={name}
      value={chosen}
      onChange={({ target: { value } }) => {
        if (value === own) setTyping(true);
        else onChange(value ? [value] : []);
      }}
    >
      <option value="">No label</option>
      {known.map((label) => (
        <option key={label} value={label}>
          {capitalised(label)}
        </option>
      ))}
      <option value={own}>My own word…</option>
    </SelectField>
  );
}
