import { NavLink } from 'react-router';
import type { ContactSummary } from '@/shared/api/types';
import { Avatar } from '@/shared/ui/avatar';
import { cx } from '@/shared/ui/cx';
import { useLaptop } from '@/shared/ui/use_media';
import styles from './person_row.module.css';

const matchWords: Record<NonNullable<ContactSummary['matched']>, string> = {
  organisations: 'organisation',
  roles: 'role',
  specialties: 'specialty',
  emails: 'e-mail',
  places: 'place',
  cares_about: 'cares about it',
  cases_loved: 'loves to get',
  cases_unwanted: 'does not want',
  ask: 'needs it',
  offer: 'can give it',
  note: 'in your note',
};

interface RowProps {
  contact: ContactSummary;
  current: boolean;
  letter?: string;
}

export function PersonRow({ contact, current, letter }: RowProps) {
  const laptop = useLaptop();
  const detail = contact.headline || contact.specialties.join(', ');
  return (
    <NavLink
      to={{ pathname: `/people/${contact.id}`, search: location.search.replace(/[?&]edit=[^&]*/, '') }}
      className={cx(styles.row, current && styles.current)}
    >
      <span className={styles.letter} aria-hidden>
        {letter}
      </span>
      <Avatar name={contact.name} photo={contact.photo} size={laptop ? 's' : 'm'} />
      <span className={styles.name}>{contact.name}</span>
      {detail && <span className={styles.headline}>{detail}</span>}
      {contact.matched && <span className={styles.matched}>{matchWords[contact.matched]}</span>}
    </NavLink>
  );
}

export function RowSkeleton() {
  return (
    <span className={styles.row} aria-hidden>
      <span className={styles.letter} />
      <span className={styles.ghostFace} />
      <span className={styles.ghostName} />
    </span>
  );
}
