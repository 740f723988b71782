import Keyboard from 'lucide-react/icons/keyboard';
import Plus from 'lucide-react/icons/plus';
import SunMoon from 'lucide-react/icons/sun-moon';
import UserPlus from 'lucide-react/icons/user-plus';
import { useId, useState, type KeyboardEvent } from 'react';
import { useNavigate } from 'react-router';
import { usePeopleSearch } from '@/features/contacts/people_search';
import { useCapture } from '@/features/encounters/capture';
import { Avatar } from '@/shared/ui/avatar';
import type { Icon } from '@/shared/ui/button';
import { cx } from '@/shared/ui/cx';
import { Dialog } from '@/shared/ui/dialog';
import { toggleTheme } from '@/shared/ui/theme';
import styles from './palette.module.css';
import { mainPlaces, otherPlaces } from './places';

interface Entry {
  key: string;
  label: string;
  detail: string;
  icon?: Icon;
  photo?: string | null;
  run: () => void;
}

/** Every person, page and main command, by typing. */
export function Palette({ onClose, onHelp }: { onClose: () => void; onHelp: () => void }) {
  const navigate = useNavigate();
  const capture = useCapture();
  const listId = useId();
  const [query, setQuery] = useState('');
  const [active, setActive] = useState(0);
  const people = usePeopleSearch(query, 8);

  const go = (to: string) => () => void navigate(to);
  const commands: Entry[] = [
    { key: 'log', label: 'Log an encounter', detail: 'Command', icon: Plus, run: () => capture.open() },
    { key: 'new', label: 'Add a person', detail: 'Command', icon: UserPlus, run: go('/people/new') },
    ...[...mainPlaces, ...otherPlaces].map(({ to, label, icon }) => ({
      key: to,
      label,
      detail: 'Page',
      icon,
      run: go(to),
    })),
    { key: 'theme', label: 'Light or dark', detail: 'Command', icon: SunMoon, run: toggleTheme },
    { key: 'keys', label: 'Keys', detail: 'Command', icon: Keyboard, run: onHelp },
  ];
  const typed = query.trim().toLowerCase();
  const entries: Entry[] = [
    ...people.map(({ id, name, headline, photo }) => ({
      key: id,
      label: name,
      detail: headline,
      photo: photo ?? null,
      run: go(`/people/${id}`),
    })),
    ...commands.filter(({ label }) => label.toLowerCase().includes(typed)),
  ];
  const current = Math.min(active, entries.length - 1);

  function run(entry: Entry | undefined): void {
    if (!entry) return;
    onClose();
    entry.run();
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'ArrowDown') setActive((current + 1) % entries.length);
    else if (event.key === 'ArrowUp') setActive((current - 1 + entries.length) % entries.length);
    else if (event.key === 'Enter') run(entries[current]);
    else return;
    event.preventDefault();
  }

  return (
    <Dialog open onClose={onClose} title="Find" size="wide">
      <input
        className={styles.input}
        role="combobox"
        aria-label="A person, a page or a command"
        aria-expanded
        aria-controls={listId}
        aria-activedescendant={current >= 0 ? `${listId}-${current}` : undefined}
        placeholder="A person, a page or a command"
        autoComplete="off"
        value={query}
        onChange={(event) => {
          setQuery(event.target.value);
          setActive(0);
        }}
        onKeyDown={onKeyDown}
      />
      <ul id={listId} role="listbox" aria-label="Found" className={styles.list}>
        {entries.map((entry, index) => (
          <li
            key={entry.key}
            id={`${listId}-${index}`}
            role="option"
            aria-selected={index === current}
            className={cx(styles.entry, index === current && styles.active)}
            onPointerMove={() => setActive(index)}
            onClick={() => run(entry)}
          >
            {entry.icon ? (
              <span className={styles.icon}>
                <entry.icon size={18} aria-hidden />
              </span>
            ) : (
              <Avatar name={entry.label} photo={entry.photo} size="s" />
            )}
            <span className={styles.label}>{entry.label}</span>
            <span className={styles.detail}>{entry.detail}</span>
          </li>
        ))}
      </ul>
      {entries.length === 0 && <p>Nobody and nothing by that name.</p>}
    </Dialog>
  );
}
