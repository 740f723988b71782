import { useQuery } from '@tanstack/react-query';
import UserPlus from 'lucide-react/icons/user-plus';
import X from 'lucide-react/icons/x';
import { useState, type Ref } from 'react';
import { findKept } from '@/shared/offline/people';
import { Avatar } from '@/shared/ui/avatar';
import { SuggestField, type Suggestion } from '@/shared/ui/suggest_field';
import styles from './people_field.module.css';
import { usePeopleSearch, type FoundPerson } from './people_search';

interface Person {
  id: string | null;
  name: string;
}

interface PeopleFieldProps {
  label: string;
  placeholder?: string;
  people: Person[];
  onChange: (people: Person[]) => void;
  /** The words that offer to add who is not found; without them only contacts can be chosen. */
  addNew?: (name: string) => string;
  inputRef?: Ref<HTMLInputElement>;
  single?: boolean;
}

const shownAtOnce = 6;

/** One or several people: contacts found while typing, or new names. */
export function PeopleField({ label, placeholder, people, onChange, addNew, inputRef, single }: PeopleFieldProps) {
  const [text, setText] = useState('');
  const found = usePeopleSearch(text, shownAtOnce);
  const recent = useQuery({
    queryKey: ['contact', 'recent'],
    queryFn: () => findKept('', shownAtOnce),
    staleTime: 60_000,
  });
  const name = text.trim();
  const offered: FoundPerson[] = (name ? found : (recent.data ?? [])).filter(
    ({ id }) => !people.some((chosen) => chosen.id === id),
  );

  function add(person: Person): void {
    onChange(single ? [person] : [...people, person]);
    setText('');
  }
  const suggestions: Suggestion[] = offered.map((person) => ({
    key: person.id,
    content: (
      <>
        <Avatar name={person.name} photo={person.photo} size="s" />
        <span className={styles.words}>
          <span className={styles.name}>{person.name}</span>
          {person.headline && <span className={styles.headline}>{person.headline}</span>}
        </span>
      </>
    ),
    pick: () => add({ id: person.id, name: person.name }),
  }));
  if (addNew && name) {
    suggestions.push({
      key: 'new',
      content: (
        <>
          <UserPlus size={18} aria-hidden />
          {addNew(name)}
        </>
      ),
      pick: () => add({ id: null, name }),
    });
  }

  return (
    <div className={styles.field}>
      {people.length > 0 && (
        <ul className={styles.chips} aria-label="Chosen">
          {people.map((person, index) => (
            <li key={person.id ?? person.name} className={styles.chip}>
              <Avatar name={person.name} size="s" />
              {person.name}
              <button
                type="button"
                aria-label={`Remove ${person.name}`}
                onClick={() => onChange(people.filter((_, other) => other !== index))}
              >
                <X size={16} aria-hidden />
              </button>
            </li>
          ))}
        </ul>
      )}
      <SuggestField
        label={label}
        placeholder={placeholder}
        text={text}
        onText={setText}
        suggestions={suggestions}
        inputRef={inputRef}
        eager={name !== ''}
        onEmptyBackspace={() => onChange(people.slice(0, -1))}
      />
    </div>
  );
}
