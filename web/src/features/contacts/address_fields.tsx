import Plus from 'lucide-react/icons/plus';
import Trash2 from 'lucide-react/icons/trash-2';
import type { Address, DatedEvent } from '@/shared/api/types';
import { Button } from '@/shared/ui/button';
import { TextArea, TextField } from '@/shared/ui/field';
import styles from './form.module.css';
import { LabelSelect } from './labelled_list';
import { PartialDateField } from './partial_date_field';

const lines = [
  ['extended', 'Building'],
  ['po_box', 'PO box'],
  ['city', 'City'],
  ['region', 'Region'],
  ['postcode', 'Postcode'],
  ['country', 'Country'],
] as const;

export function AddressFields({
  addresses,
  onChange,
}: {
  addresses: Address[];
  onChange: (addresses: Address[]) => void;
}) {
  const set = (index: number, changes: Address): void =>
    onChange(addresses.map((address, at) => (at === index ? { ...address, ...changes } : address)));
  return (
    <fieldset className={styles.group}>
      <legend>Addresses</legend>
      {addresses.map((address, index) => (
        <div key={index} className={styles.box}>
          <TextArea
            label="Street"
            rows={1}
            value={address.street ?? ''}
            onChange={(event) => set(index, { street: event.target.value })}
          />
          <div className={styles.pair}>
            {lines.map(([name, label]) => (
              <TextField
                key={name}
                label={label}
                value={address[name] ?? ''}
                onChange={(event) => set(index, { [name]: event.target.value })}
              />
            ))}
          </div>
          <LabelSelect
            name={`Label of address ${index + 1}`}
            known={['work', 'home']}
            labels={address.labels ?? []}
            onChange={(labels) => set(index, { labels })}
          />
          <Button
            look="quiet"
            icon={Trash2}
            aria-label={`Remove address ${index + 1}`}
            onClick={() => onChange(addresses.filter((_, at) => at !== index))}
          >
            Remove address
          </Button>
        </div>
      ))}
      <Button look="quiet" icon={Plus} onClick={() => onChange([...addresses, { labels: [] }])}>
        Add address
      </Button>
    </fieldset>
  );
}

export function DateFields({ dates, onChange }: { dates: DatedEvent[]; onChange: (dates: DatedEvent[]) => void }) {
  const set = (index: number, changes: Partial<DatedEvent>): void =>
    onChange(dates.map((date, at) => (at === index ? { ...date, ...changes } : date)));
  return (
    <fieldset className={styles.group}>
      <legend>Dates</legend>
      {dates.map((entry, index) => (
        <div key={index} className={styles.box}>
          <TextField label="What" value={entry.kind} onChange={(event) => set(index, { kind: event.target.value })} />
          <PartialDateField label="Date" value={entry.date} onChange={(date) => set(index, { date: date ?? '' })} />
          <Button
            look="quiet"
            icon={Trash2}
            aria-label={`Remove date ${index + 1}`}
            onClick={() => onChange(dates.filter((_, at) => at !== index))}
          >
            Remove date
          </Button>
        </div>
      ))}
      <Button look="quiet" icon={Plus} onClick={() => onChange([...dates, { kind: 'birthday', date: '' }])}>
        Add date
      </Button>
    </fieldset>
  );
}
