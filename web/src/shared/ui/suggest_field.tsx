import { useId, useState, type KeyboardEvent, type ReactNode, type Ref } from 'react';
import { cx } from './cx';
import { Field } from './field';
import fieldStyles from './field.module.css';
import styles from './suggest_field.module.css';

export interface Suggestion {
  key: string;
  content: ReactNode;
  pick: () => void;
}

interface SuggestFieldProps {
  label: string;
  hint?: ReactNode;
  text: string;
  onText: (text: string) => void;
  suggestions: Suggestion[];
  placeholder?: string;
  inputRef?: Ref<HTMLInputElement>;
  /** Enter where nothing is suggested. */
  onEnter?: () => void;
  /** Backspace in an empty field. */
  onEmptyBackspace?: () => void;
  /** The first suggestion is chosen by Enter without an arrow key. */
  eager?: boolean;
}

/** A text field that offers completions below it; works by touch, pointer, keys and screen reader. */
export function SuggestField(props: SuggestFieldProps) {
  const { label, hint, text, onText, suggestions, placeholder, inputRef, onEnter, onEmptyBackspace, eager } = props;
  const listId = useId();
  const [active, setActive] = useState(-1);
  const [open, setOpen] = useState(false);
  const shown = open && suggestions.length > 0;
  const current = Math.min(active < 0 && eager ? 0 : active, suggestions.length - 1);

  function pick(suggestion: Suggestion | undefined): void {
    if (!suggestion) return;
    suggestion.pick();
    setActive(-1);
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      setOpen(true);
      const step = event.key === 'ArrowDown' ? 1 : -1;
      setActive((current + step + suggestions.length) % Math.max(1, suggestions.length));
    } else if (event.key === 'Enter') {
      event.preventDefault();
      if (shown && current >= 0) pick(suggestions[current]);
      else onEnter?.();
    } else if (event.key === 'Escape' && shown) {
      event.preventDefault();
      event.stopPropagation();
      setOpen(false);
    } else if (event.key === 'Backspace' && text === '') {
      onEmptyBackspace?.();
    }
  }

  return (
    <Field label={label} hint={hint}>
      {(wiring) => (
        <div className={styles.frame}>
          <input
            {...wiring}
            ref={inputRef}
            type="text"
            role="combobox"
            autoComplete="off"
            autoCorrect="off"
            spellCheck={false}
            className={fieldStyles.input}
            aria-expanded={shown}
            aria-controls={listId}
            aria-autocomplete="list"
            aria-activedescendant={shown && current >= 0 ? `${listId}-${current}` : undefined}
            placeholder={placeholder}
            value={text}
            onChange={(event) => {
              onText(event.target.value);
              setActive(-1);
              setOpen(true);
            }}
            onFocus={() => setOpen(true)}
            onBlur={() => setOpen(false)}
            onKeyDown={onKeyDown}
          />
          <ul id={listId} role="listbox" aria-label={label} className={cx(styles.list, !shown && styles.closed)}>
            {shown &&
              suggestions.map((suggestion, index) => (
                <li
                  key={suggestion.key}
                  id={`${listId}-${index}`}
                  role="option"
                  aria-selected={index === current}
                  className={cx(styles.option, index === current && styles.active)}
                  // The field keeps the focus, so that typing can go on.
                  onPointerDown={(event) => event.preventDefault()}
                  onClick={() => pick(suggestion)}
                >
                  {suggestion.content}
                </li>
              ))}
          </ul>
        </div>
      )}
    </Field>
  );
}
