import type { Address, Contact, ContactFields, DatedEvent, LabelledValue, Role } from '@/shared/api/types';

/** The form's fields: every list and text present, so that the inputs are never undefined. */
export type ContactForm = Required<
  Pick<
    ContactFields,
    | 'name'
    | 'nicknames'
    | 'emails'
    | 'phones'
    | 'addresses'
    | 'links'
    | 'messengers'
    | 'dates'
    | 'languages'
    | 'pronouns'
    | 'roles'
    | 'specialties'
    | 'circles'
    | 'cares_about'
    | 'cases_loved'
    | 'cases_unwanted'
    | 'ask'
    | 'offer'
    | 'note'
  >
> & {
  name_parts: NonNullable<ContactFields['name_parts']>;
  how_we_met: NonNullable<ContactFields['how_we_met']>;
};

export const emptyForm: ContactForm = {
  name: '',
  name_parts: {},
  nicknames: [],
  emails: [],
  phones: [],
  addresses: [],
  links: [],
  messengers: [],
  dates: [],
  languages: [],
  pronouns: '',
  roles: [],
  specialties: [],
  circles: [],
  how_we_met: {},
  cares_about: '',
  cases_loved: '',
  cases_unwanted: '',
  ask: '',
  offer: '',
  note: '',
};

export function formOf(contact: Contact): ContactForm {
  return {
    name: contact.name,
    name_parts: contact.name_parts ?? {},
    nicknames: contact.nicknames,
    emails: contact.emails,
    phones: contact.phones,
    addresses: contact.addresses,
    links: contact.links,
    messengers: contact.messengers,
    dates: contact.dates,
    languages: contact.languages,
    pronouns: contact.pronouns ?? '',
    roles: contact.roles,
    specialties: contact.specialties,
    circles: contact.circles.map(({ id }) => id),
    how_we_met: contact.how_we_met ?? {},
    cares_about: contact.cares_about ?? '',
    cases_loved: contact.cases_loved ?? '',
    cases_unwanted: contact.cases_unwanted ?? '',
    ask: contact.ask ?? '',
    offer: contact.offer ?? '',
    note: contact.note,
  };
}

const given = (values: LabelledValue[]): LabelledValue[] =>
  values.filter(({ value }) => value.trim()).map((entry) => ({ ...entry, value: entry.value.trim() }));

const hasText = (entry: Address | Role): boolean =>
  Object.values(entry).some((value) => typeof value === 'string' && value.trim() !== '');

/** Lines that were opened and left empty are not sent. */
export function tidied(form: ContactForm): ContactForm {
  const texts = (values: string[]): string[] => values.map((value) => value.trim()).filter(Boolean);
  return {
    ...form,
    name: form.name.trim(),
    nicknames: texts(form.nicknames),
    languages: texts(form.languages),
    emails: given(form.emails),
    phones: given(form.phones),
    links: given(form.links),
    messengers: given(form.messengers),
    addresses: form.addresses.filter(hasText),
    roles: form.roles.filter(hasText),
    dates: form.dates.filter(({ date }: DatedEvent) => date !== ''),
  };
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Only what differs from `before`, so that a save never overwrites what somebody else changed meanwhile. */
export function changesOf(before: ContactForm, after: ContactForm): Partial<ContactForm> {
  const names = Object.keys(after) as (keyof ContactForm)[];
  return Object.fromEntries(
    names.filter((name) => !same(before[name], after[name])).map((name) => [name, after[name]]),
  );
}

/** The fields that both sides changed since `base`, differently. */
export function conflictsOf(base: ContactForm, mine: ContactForm, theirs: ContactForm): (keyof ContactForm)[] {
  const changed = Object.keys(changesOf(base, mine)) as (keyof ContactForm)[];
  return changed.filter((name) => !same(base[name], theirs[name]) && !same(mine[name], theirs[name]));
}
