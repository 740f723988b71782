import ArrowLeft from 'lucide-react/icons/arrow-left';
import ArrowRight from 'lucide-react/icons/arrow-right';
import Undo2 from 'lucide-react/icons/undo-2';
import { useEffect, useState } from 'react';
import { closenessChoices, rhythmChoices } from '@/features/contacts/tie_words';
import type { TriageCard } from '@/shared/api/types';
import { Avatar } from '@/shared/ui/avatar';
import { Button } from '@/shared/ui/button';
import { Choices } from '@/shared/ui/choices';
import styles from './triage_page.module.css';
import { meaningOf, noAnswer, type Answer } from './triage_state';
import { useSwipe } from './use_swipe';

interface DeckProps {
  card: TriageCard;
  next: TriageCard | undefined;
  decide: (matters: boolean, answer: Answer) => void;
  undo: (() => void) | null;
}

export function TriageDeck({ card, next, decide, undo }: DeckProps) {
  const [answer, setAnswer] = useState<Answer>({
    closeness: card.contact.closeness ?? null,
    rhythm: card.contact.rhythm ?? null,
  });
  const swipe = useSwipe((matters) => decide(matters, answer));
  const { contact, evidence } = card;

  useEffect(() => {
    function onKeyDown(event: KeyboardEvent): void {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const target = event.target as HTMLElement;
      // A radio button's own arrow keys would else decide about the person.
      if (target.closest('[role="dialog"], textarea, input:not([type="radio"])')) return;
      const meaning = meaningOf(event.key);
      if (!meaning) return;
      event.preventDefault();
      if (meaning.kind === 'decide') decide(meaning.matters, answer);
      else if (meaning.kind === 'answer') setAnswer({ ...answer, ...meaning.answer });
      else undo?.();
    }
    addEventListener('keydown', onKeyDown);
    return () => removeEventListener('keydown', onKeyDown);
  }, [answer, decide, undo]);

  return (
    <div className={styles.deck}>
      <div className={styles.stack}>
        {next && (
          <div className={styles.behind} aria-hidden>
            {next.contact.name}
          </div>
        )}
        <article className={styles.card} aria-label={contact.name} {...swipe.bind} style={swipe.style}>
          <div className={styles.who}>
            <Avatar name={contact.name} photo={contact.photo} />
            <div>
              <h2>{contact.name}</h2>
              {contact.headline && <p>{contact.headline}</p>}
              {contact.specialties.length > 0 && <p>{contact.specialties.join(', ')}</p>}
            </div>
          </div>
          {evidence.length > 0 && (
            <ul className={styles.evidence}>
              {evidence.map(({ code, text }) => (
                <li key={`${code}${text}`}>{text}</li>
              ))}
            </ul>
          )}
        </article>
      </div>
      <div className={styles.answers}>
        <Choices
          legend="How close"
          choices={closenessChoices.filter(({ value }) => value !== null)}
          value={answer.closeness ?? noAnswer.closeness}
          onChange={(closeness) => setAnswer({ ...answer, closeness })}
        />
        <Choices
          legend="How often"
          choices={rhythmChoices.filter(({ value }) => value !== null)}
          value={answer.rhythm ?? noAnswer.rhythm}
          onChange={(rhythm) => setAnswer({ ...answer, rhythm })}
        />
      </div>
      <div className={styles.decide} data-bottom-bar>
        <Button icon={ArrowLeft} onClick={() => decide(false, answer)}>
          Not now
        </Button>
        <Button look="filled" icon={ArrowRight} onClick={() => decide(true, answer)}>
          Matters
        </Button>
      </div>
      <Button look="quiet" icon={Undo2} disabled={!undo} onClick={() => undo?.()}>
        Take back the last one
      </Button>
      <p className={styles.keys}>Keys: ← not now, → matters, 1 2 3 how close, m q t w how often, u take back</p>
    </div>
  );
}
