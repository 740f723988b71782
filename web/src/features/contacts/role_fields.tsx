import { useQuery } from '@tanstack/react-query';
import Plus from 'lucide-react/icons/plus';
import Trash2 from 'lucide-react/icons/trash-2';
import type { Role, Sector } from '@/shared/api/types';
import { Button } from '@/shared/ui/button';
import { SelectField, TextField } from '@/shared/ui/field';
import { SuggestField } from '@/shared/ui/suggest_field';
import { useDebounced } from '@/shared/ui/use_debounced';
import { organisationsQuery } from './contacts_api';
import styles from './form.module.css';
import { PartialDateField } from './partial_date_field';
import { sectorWords } from './tie_words';

const sectors = Object.entries(sectorWords) as [Sector, string][];

/** What somebody is, and where; several at once, each with its time. */
export function RoleFields({ roles, onChange }: { roles: Role[]; onChange: (roles: Role[]) => void }) {
  return (
    <fieldset className={styles.group}>
      <legend>Roles</legend>
      {roles.map((role, index) => (
        <RoleBox
          key={index}
          role={role}
          onChange={(next) => onChange(roles.map((other, at) => (at === index ? next : other)))}
          onRemove={() => onChange(roles.filter((_, at) => at !== index))}
        />
      ))}
      <Button look="quiet" icon={Plus} onClick={() => onChange([...roles, {}])}>
        Add role
      </Button>
    </fieldset>
  );
}

function RoleBox({ role, onChange, onRemove }: { role: Role; onChange: (role: Role) => void; onRemove: () => void }) {
  const set = (changes: Role): void => onChange({ ...role, ...changes });
  return (
    <div className={styles.box}>
      <TextField label="Title" value={role.title ?? ''} onChange={(event) => set({ title: event.target.value })} />
      <OrganisationField
        value={role.organisation ?? ''}
        onChange={(organisation, sector) => set({ organisation, ...(sector && { sector }) })}
      />
      <div className={styles.pair}>
        <TextField
          label="Department"
          value={role.department ?? ''}
          onChange={(event) => set({ department: event.target.value })}
        />
        <SelectField
          label="Sector"
          value={role.sector ?? ''}
          onChange={(event) => set({ sector: (event.target.value || null) as Sector | null })}
        >
          <option value="">Not said</option>
          {sectors.map(([value, label]) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </SelectField>
      </div>
      <PartialDateField label="Since" value={role.started} onChange={(started) => set({ started })} />
      <PartialDateField label="Until" value={role.ended} onChange={(ended) => set({ ended })} />
      <Button look="quiet" icon={Trash2} aria-label={`Remove role ${role.title ?? ''}`} onClick={onRemove}>
        Remove role
      </Button>
    </div>
  );
}

interface OrganisationFieldProps {
  value: string;
  onChange: (name: string, sector?: Sector | null) => void;
}

function OrganisationField({ value, onChange }: OrganisationFieldProps) {
  const found = useQuery(organisationsQuery(useDebounced(value)));
  const others = (value ? (found.data ?? []) : []).filter(({ name }) => name !== value);
  return (
    <SuggestField
      label="Organisation"
      text={value}
      onText={onChange}
      suggestions={others.map(({ id, name, sector }) => ({
        key: id,
        content: name,
        pick: () => onChange(name, sector),
      }))}
    />
  );
}
