import Ellipsis from 'lucide-react/icons/ellipsis';
import Plus from 'lucide-react/icons/plus';
import type { ReactNode } from 'react';
import { NavLink } from 'react-router';
import { useMe } from '@/features/accounts/accounts_api';
import { NetworkSwitcher } from '@/features/accounts/network_switcher';
import { useCapture } from '@/features/encounters/capture';
import { Button } from '@/shared/ui/button';
import { cx } from '@/shared/ui/cx';
import styles from './navigation.module.css';
import { mainPlaces, otherPlaces, type Place } from './places';

const [today, people, followUps] = mainPlaces as [Place, Place, Place];
const more: Place = { to: '/more', label: 'More', icon: Ellipsis, letter: '' };

function Tab({ place: { to, label, icon: Icon } }: { place: Place }) {
  return (
    <NavLink to={to} className={({ isActive }) => cx(styles.tab, isActive && styles.here)}>
      <Icon size={22} aria-hidden />
      {label}
    </NavLink>
  );
}

/** Phones: five places within a thumb's reach, capture in the middle. */
export function BottomBar() {
  const { open } = useCapture();
  return (
    <nav className={styles.bar} aria-label="Main">
      <Tab place={today} />
      <Tab place={people} />
      <button type="button" className={styles.capture} onClick={() => open()}>
        <span>
          <Plus size={24} aria-hidden />
        </span>
        Log
      </button>
      <Tab place={followUps} />
      <Tab place={more} />
    </nav>
  );
}

function RailLink({ place: { to, label, icon: Icon } }: { place: Place }) {
  return (
    <NavLink to={to} className={({ isActive }) => cx(styles.link, isActive && styles.here)}>
      <Icon size={18} aria-hidden />
      {label}
    </NavLink>
  );
}

/** Laptops: everything at the left. */
export function Rail({ search }: { search: ReactNode }) {
  const { open } = useCapture();
  const me = useMe();
  return (
    <nav className={styles.rail} aria-label="Main">
      <div className={styles.brand}>
        <img src="/icon.svg" alt="" width={28} height={28} />
        Confrere
      </div>
      {search}
      <Button look="soft" wide icon={Plus} onClick={() => open()}>
        Log an encounter
      </Button>
      <div className={styles.links}>
        {mainPlaces.map((place) => (
          <RailLink key={place.to} place={place} />
        ))}
      </div>
      <div className={styles.links}>
        {otherPlaces.map((place) => (
          <RailLink key={place.to} place={place} />
        ))}
      </div>
      <div className={styles.foot}>
        <NetworkSwitcher />
        <span className={styles.name}>{me.account.name}</span>
      </div>
    </nav>
  );
}
