import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import X from 'lucide-react/icons/x';
import { SuggestField } from '@/shared/ui/suggest_field';
import { useDebounced } from '@/shared/ui/use_debounced';
import { specialtiesQuery } from './contacts_api';
import styles from './form.module.css';

/** Specialties of Confrere's list, completed while typing, or one's own words. */
export function SpecialtyField({ values, onChange }: { values: string[]; onChange: (values: string[]) => void }) {
  const [text, setText] = useState('');
  const found = useQuery(specialtiesQuery(useDebounced(text)));
  const offered = (text ? (found.data ?? []) : []).filter(({ name }) => !values.includes(name));
  function add(name: string): void {
    if (name && !values.includes(name)) onChange([...values, name]);
    setText('');
  }
  return (
    <div className={styles.group}>
      {values.length > 0 && (
        <ul className={styles.chips} aria-label="Specialties">
          {values.map((name) => (
            <li key={name} className={styles.chip}>
              {name}
              <button
                type="button"
                aria-label={`Remove ${name}`}
                onClick={() => onChange(values.filter((other) => other !== name))}
              >
                <X size={16} aria-hidden />
              </button>
            </li>
          ))}
        </ul>
      )}
      <SuggestField
        label="Specialties"
        hint="Type and choose, or press Enter to keep your own words."
        text={text}
        onText={setText}
        suggestions={offered.map(({ code, name }) => ({ key: code, content: name, pick: () => add(name) }))}
        onEnter={() => add(text.trim())}
        onEmptyBackspace={() => onChange(values.slice(0, -1))}
      />
    </div>
  );
}
