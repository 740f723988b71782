import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, type ReactNode } from 'react';
import { circlesQuery } from '@/features/circles/circles_api';
import { aNote } from '@/shared/lint/linted';
import { SeveralChoices } from '@/shared/ui/choices';
import { TextArea, TextField } from '@/shared/ui/field';
import { AddressFields, DateFields } from './address_fields';
import type { ContactForm } from './contact_form_state';
import styles from './form.module.css';
import { LabelledList } from './labelled_list';
import { PartialDateField } from './partial_date_field';
import { PeopleField } from './people_field';
import { RoleFields } from './role_fields';
import { SpecialtyField } from './specialty_field';

interface ContactFormProps {
  form: ContactForm;
  onChange: (form: ContactForm) => void;
  /** The section to begin with. */
  focus?: string | null;
  children?: ReactNode;
}

type Set = (changes: Partial<ContactForm>) => void;

/** Everything that can be said of a contact. */
export function ContactFormFields({ form, onChange, focus, children }: ContactFormProps) {
  const root = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const section = root.current?.querySelector<HTMLElement>(`[data-section="${focus ?? 'name'}"]`);
    section?.scrollIntoView({ block: focus ? 'center' : 'nearest' });
    section?.querySelector<HTMLElement>('input, textarea, fieldset > button')?.focus({ preventScroll: true });
  }, [focus]);
  const set: Set = (changes) => onChange({ ...form, ...changes });
  return (
    <div ref={root} className={styles.form}>
      <Who form={form} set={set} />
      <Give form={form} set={set} />
      <Reach form={form} set={set} />
      <Met form={form} set={set} />
      <Details form={form} set={set} />
      {children}
    </div>
  );
}

function Part({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div data-section={name} className={styles.group}>
      {children}
    </div>
  );
}

interface PartProps {
  form: ContactForm;
  set: Set;
}

function Who({ form, set }: PartProps) {
  const circles = useQuery(circlesQuery);
  return (
    <>
      <Part name="name">
        <TextField label="Name" required value={form.name} onChange={(event) => set({ name: event.target.value })} />
      </Part>
      <Part name="roles">
        <RoleFields roles={form.roles} onChange={(roles) => set({ roles })} />
      </Part>
      <Part name="specialties">
        <SpecialtyField values={form.specialties} onChange={(specialties) => set({ specialties })} />
      </Part>
      {circles.data && circles.data.length > 0 && (
        <Part name="circles">
          <SeveralChoices
            legend="Circles"
            choices={circles.data.map(({ id, name }) => ({ value: id, label: name }))}
            values={form.circles}
            onChange={(chosen) => set({ circles: chosen })}
          />
        </Part>
      )}
    </>
  );
}

const lines = [
  ['cares_about', 'What they care about'],
  ['ask', 'What they need'],
  ['offer', 'What they can give'],
  ['cases_loved', 'Cases they love to get'],
  ['cases_unwanted', 'Cases they do not want'],
] as const;

function Give({ form, set }: PartProps) {
  return (
    <>
      {lines.map(([name, label]) => (
        <Part key={name} name={name}>
          <TextArea
            label={label}
            rows={1}
            lint={aNote}
            value={form[name]}
            onChange={(event) => set({ [name]: event.target.value })}
          />
        </Part>
      ))}
      <Part name="note">
        <TextArea
          label="Private note"
          hint="Only you see it. Markdown works: **bold**, lists, links."
          rows={4}
          lint={aNote}
          value={form.note}
          onChange={(event) => set({ note: event.target.value })}
        />
      </Part>
    </>
  );
}

function Reach({ form, set }: PartProps) {
  return (
    <>
      <Part name="emails">
        <LabelledList
          legend="E-mail"
          one="E-mail"
          type="email"
          labels={['work', 'home']}
          values={form.emails}
          onChange={(emails) => set({ emails })}
        />
      </Part>
      <Part name="phones">
        <LabelledList
          legend="Phone"
          one="Phone"
          type="tel"
          labels={['mobile', 'work', 'home', 'fax', 'pager']}
          values={form.phones}
          onChange={(phones) => set({ phones })}
        />
      </Part>
      <Part name="links">
        <LabelledList
          legend="Web pages and profiles"
          one="Link"
          type="url"
          labels={['work', 'home', 'profile']}
          values={form.links}
          onChange={(links) => set({ links })}
        />
      </Part>
      <Part name="messengers">
        <LabelledList
          legend="Messengers"
          one="Messenger"
          labels={['work', 'home']}
          values={form.messengers}
          onChange={(messengers) => set({ messengers })}
        />
      </Part>
      <Part name="addresses">
        <AddressFields addresses={form.addresses} onChange={(addresses) => set({ addresses })} />
      </Part>
    </>
  );
}

function Met({ form, set }: PartProps) {
  const met = form.how_we_met;
  const change = (changes: ContactForm['how_we_met']): void => set({ how_we_met: { ...met, ...changes } });
  return (
    <Part name="how_we_met">
      <fieldset className={styles.group}>
        <legend>How we met</legend>
        <PartialDateField label="Met" value={met.date} onChange={(date) => change({ date })} />
        <div className={styles.pair}>
          <TextField
            label="Place"
            lint={aNote}
            value={met.place ?? ''}
            onChange={(event) => change({ place: event.target.value })}
          />
          <TextField
            label="Event"
            lint={aNote}
            value={met.event ?? ''}
            onChange={(event) => change({ event: event.target.value })}
          />
        </div>
        <PeopleField
          single
          label="Through whom"
          addNew={(name) => `Just keep the name “${name}”`}
          people={met.through ? [{ id: met.through_contact_id ?? null, name: met.through }] : []}
          onChange={([person]) => change({ through: person?.name ?? '', through_contact_id: person?.id ?? null })}
        />
      </fieldset>
    </Part>
  );
}

const nameParts = [
  ['prefix', 'Title'],
  ['given', 'First name'],
  ['additional', 'Further names'],
  ['family', 'Family name'],
  ['suffix', 'Suffix'],
] as const;

function Details({ form, set }: PartProps) {
  return (
    <>
      <Part name="dates">
        <DateFields dates={form.dates} onChange={(dates) => set({ dates })} />
      </Part>
      <Part name="details">
        <fieldset className={styles.group}>
          <legend>About the name</legend>
          <div className={styles.pair}>
            {nameParts.map(([part, label]) => (
              <TextField
                key={part}
                label={label}
                value={form.name_parts[part] ?? ''}
                onChange={(event) => set({ name_parts: { ...form.name_parts, [part]: event.target.value } })}
              />
            ))}
            <TextField
              label="Pronouns"
              value={form.pronouns}
              onChange={(event) => set({ pronouns: event.target.value })}
            />
            <TextField
              label="Nicknames"
              hint="Separated by commas"
              value={form.nicknames.join(',')}
              onChange={(event) => set({ nicknames: event.target.value ? event.target.value.split(',') : [] })}
            />
            <TextField
              label="Languages"
              hint="Separated by commas"
              value={form.languages.join(',')}
              onChange={(event) => set({ languages: event.target.value ? event.target.value.split(',') : [] })}
            />
          </div>
        </fieldset>
      </Part>
    </>
  );
}
