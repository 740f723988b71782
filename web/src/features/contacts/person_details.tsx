import ExternalLink from 'lucide-react/icons/external-link';
import Plus from 'lucide-react/icons/plus';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { Address, Contact, LabelledValue, Role } from '@/shared/api/types';
import { Markdown } from '@/shared/text/markdown';
import { partialDateInWords } from '@/shared/text/partial_date';
import { capitalised, list } from '@/shared/text/words';
import { Button } from '@/shared/ui/button';
import { Card } from '@/shared/ui/page';
import styles from './person_details.module.css';
import { sectorWords } from './tie_words';

/** All that a contact's card says; what is empty is offered as a line to add. */
export function PersonDetails({ contact, onEdit }: { contact: Contact; onEdit: (section: string) => void }) {
  return (
    <Card className={styles.details}>
      <Lines contact={contact} />
      <Missing contact={contact} onEdit={onEdit} />
    </Card>
  );
}

function Line({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div className={styles.line}>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Lines({ contact }: { contact: Contact }) {
  const { cares_about, ask, offer, cases_loved, cases_unwanted, how_we_met: met } = contact;
  return (
    <dl className={styles.lines}>
      {cares_about && <Line term="Cares about">{cares_about}</Line>}
      {ask && <Line term="Needs">{ask}</Line>}
      {offer && <Line term="Can give">{offer}</Line>}
      {cases_loved && <Line term="Loves to get">{cases_loved}</Line>}
      {cases_unwanted && <Line term="Does not want">{cases_unwanted}</Line>}
      {contact.roles.length > 0 && (
        <Line term={contact.roles.length === 1 ? 'Role' : 'Roles'}>
          <Several>{contact.roles.map(roleInWords)}</Several>
        </Line>
      )}
      {contact.circles.length > 0 && (
        <Line term="Circles">
          {contact.circles.map(({ id, name }) => (
            <Link key={id} to={`/people?circle=${id}`} className={styles.circle}>
              {name}
            </Link>
          ))}
        </Line>
      )}
      <Values term="E-mail" values={contact.emails} link={(value) => `mailto:${value}`} />
      <Values term="Phone" values={contact.phones} link={(value) => `tel:${value.replace(/[^\d+*#]/g, '')}`} />
      <Values term="Web" values={contact.links} link={webAddress} />
      <Values term="Messengers" values={contact.messengers} />
      {contact.addresses.length > 0 && (
        <Line term="Address">
          <Several>{contact.addresses.map(addressInWords)}</Several>
        </Line>
      )}
      {contact.dates.length > 0 && (
        <Line term="Dates">
          <Several>
            {contact.dates.map(({ kind, date }) => `${capitalised(kind)}: ${partialDateInWords(date)}`)}
          </Several>
        </Line>
      )}
      {met && metInWords(met) && <Line term="How we met">{metInWords(met)}</Line>}
      {contact.languages.length > 0 && <Line term="Languages">{list(contact.languages)}</Line>}
      {contact.nicknames.length > 0 && <Line term="Also called">{list(contact.nicknames)}</Line>}
      {contact.note && (
        <Line term="Private note">
          <div className={styles.note}>
            <Markdown text={contact.note} />
          </div>
        </Line>
      )}
    </dl>
  );
}

const Several = ({ children }: { children: ReactNode[] }) => (
  <ul>
    {children.map((child, index) => (
      <li key={index}>{child}</li>
    ))}
  </ul>
);

function Values({
  term,
  values,
  link,
}: {
  term: string;
  values: LabelledValue[];
  link?: (value: string) => string | null;
}) {
  if (values.length === 0) return null;
  return (
    <Line term={term}>
      <Several>
        {values.map(({ value, labels }, index) => {
          const href = link?.(value) ?? null;
          return (
            <span key={index} className={styles.value}>
              {href ? (
                <a href={href} {...(href.startsWith('http') && { target: '_blank', rel: 'noreferrer noopener' })}>
                  {value.replace(/^https?:\/\/(www\.)?/, '')}
                  {href.startsWith('http') && <ExternalLink size={14} aria-hidden />}
                </a>
              ) : (
                value
              )}
              {labels && labels.length > 0 && <span className={styles.label}>{labels.join(', ')}</span>}
            </span>
          );
        })}
      </Several>
    </Line>
  );
}

function webAddress(value: string): string | null {
  if (/^https?:\/\//i.test(value)) return value;
  return /^[\w-]+(\.[\w-]+)+(\/|$)/.test(value) ? `https://${value}` : null;
}

export function roleInWords(role: Role): string {
  const what = [role.title, role.department, role.organisation].filter(Boolean).join(', ');
  const since = role.started && `since ${partialDateInWords(role.started)}`;
  const until = role.ended && `until ${partialDateInWords(role.ended)}`;
  const notes = [role.sector && sectorWords[role.sector], since, until].filter(Boolean).join(', ');
  return notes ? `${what} (${notes})` : what;
}

export function addressInWords(address: Address): string {
  const { street, extended, po_box, city, region, postcode, country } = address;
  return [extended, street, po_box, city, region, postcode, country].filter(Boolean).join(', ');
}

function metInWords(met: NonNullable<Contact['how_we_met']>): string {
  const parts = [
    met.date && partialDateInWords(met.date),
    met.event && `at ${met.event}`,
    met.place && `in ${met.place}`,
    met.through && `through ${met.through}`,
  ];
  return capitalised(parts.filter(Boolean).join(', '));
}

const offered: [section: string, label: string, missing: (contact: Contact) => boolean][] = [
  ['cares_about', 'What they care about', ({ cares_about }) => !cares_about],
  ['ask', 'What they need', ({ ask }) => !ask],
  ['offer', 'What they can give', ({ offer }) => !offer],
  ['roles', 'Role', ({ roles }) => roles.length === 0],
  ['emails', 'E-mail', ({ emails }) => emails.length === 0],
  ['phones', 'Phone', ({ phones }) => phones.length === 0],
  ['how_we_met', 'How we met', ({ how_we_met: met }) => !met || !metInWords(met)],
  ['note', 'Private note', ({ note }) => !note],
];

function Missing({ contact, onEdit }: { contact: Contact; onEdit: (section: string) => void }) {
  const missing = offered.filter(([, , isMissing]) => isMissing(contact));
  if (missing.length === 0) return null;
  return (
    <div className={styles.missing}>
      {missing.map(([section, label]) => (
        <Button key={section} look="quiet" icon={Plus} onClick={() => onEdit(section)}>
          {label}
        </Button>
      ))}
    </div>
  );
}
