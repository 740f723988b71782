import { useState } from 'react';
import { partialDateInWords } from '@/shared/text/partial_date';
import { Button } from '@/shared/ui/button';
import { Choices } from '@/shared/ui/choices';
import { Dialog } from '@/shared/ui/dialog';
import styles from './conflict_dialog.module.css';
import type { ContactForm } from './contact_form_state';
import { addressInWords, roleInWords } from './person_details';

type Field = keyof ContactForm;

export interface Conflict {
  mine: ContactForm;
  theirs: ContactForm;
  fields: Field[];
}

const fieldWords: Record<Field, string> = {
  name: 'Name',
  name_parts: 'Parts of the name',
  nicknames: 'Nicknames',
  emails: 'E-mail',
  phones: 'Phone',
  addresses: 'Addresses',
  links: 'Web',
  messengers: 'Messengers',
  dates: 'Dates',
  languages: 'Languages',
  pronouns: 'Pronouns',
  roles: 'Roles',
  specialties: 'Specialties',
  circles: 'Circles',
  how_we_met: 'How we met',
  cares_about: 'What they care about',
  cases_loved: 'Cases they love to get',
  cases_unwanted: 'Cases they do not want',
  ask: 'What they need',
  offer: 'What they can give',
  note: 'Private note',
};

interface Props {
  conflict: Conflict | null;
  onResolve: (form: ContactForm) => void;
  onClose: () => void;
}

/** The same field was changed here and elsewhere: shows both, and keeps what is chosen. */
export function ConflictDialog({ conflict, onResolve, onClose }: Props) {
  const [kept, setKept] = useState<Partial<Record<Field, 'mine' | 'theirs'>>>({});
  function save(): void {
    if (!conflict) return;
    const { mine, theirs, fields } = conflict;
    const chosen = fields.map((field) => [field, kept[field] === 'theirs' ? theirs[field] : mine[field]]);
    onResolve({ ...mine, ...Object.fromEntries(chosen) });
  }
  return (
    <Dialog
      open={conflict !== null}
      onClose={onClose}
      sticky
      size="wide"
      title="This card was changed meanwhile"
      description="Both versions are here; nothing is lost. Choose what to keep of each."
      footer={
        <Button look="filled" onClick={save}>
          Save what I chose
        </Button>
      }
    >
      {conflict?.fields.map((field) => (
        <section key={field} className={styles.field}>
          <h3>{fieldWords[field]}</h3>
          <div className={styles.both}>
            <Version title="Yours" text={inWords(field, conflict.mine)} />
            <Version title="The other one" text={inWords(field, conflict.theirs)} />
          </div>
          <Choices
            hideLegend
            legend={`Which ${fieldWords[field]} to keep`}
            choices={[
              { value: 'mine', label: 'Keep mine' },
              { value: 'theirs', label: 'Keep the other' },
            ]}
            value={kept[field] ?? 'mine'}
            onChange={(choice) => setKept({ ...kept, [field]: choice })}
          />
        </section>
      ))}
    </Dialog>
  );
}

const Version = ({ title, text }: { title: string; text: string }) => (
  <div>
    <p className={styles.title}>{title}</p>
    <p className={styles.text}>{text || 'Empty'}</p>
  </div>
);

function inWords(field: Field, form: ContactForm): string {
  if (field === 'roles') return form.roles.map(roleInWords).join('\n');
  if (field === 'addresses') return form.addresses.map(addressInWords).join('\n');
  if (field === 'dates') return form.dates.map(({ kind, date }) => `${kind}: ${partialDateInWords(date)}`).join('\n');
  const value = form[field];
  if (typeof value === 'string') return value;
  if (!Array.isArray(value)) return Object.values(value).filter(Boolean).join(', ');
  return value.map((entry) => (typeof entry === 'string' ? entry : 'value' in entry ? entry.value : '')).join('\n');
}
