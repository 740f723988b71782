import type { Contact } from '@/shared/api/types';
import { agoInWords, longDate, today } from '@/shared/text/dates';
import { Choices } from '@/shared/ui/choices';
import { Card } from '@/shared/ui/page';
import { useContactActions } from './contact_actions';
import styles from './tie_editor.module.css';
import { closenessChoices, rhythmChoices, sharingChoices, tieWords } from './tie_words';

/** How close, how often, and who may know: saved with each tap. */
export function TieEditor({ contact }: { contact: Contact }) {
  const { tie: save } = useContactActions(contact);
  const { tie } = contact;
  const now = today();
  const fromCircle = tie.rhythm_from === 'circle';
  return (
    <Card className={styles.tie}>
      <p className={styles.summary}>
        <strong>{tieWords[tie.word]}.</strong>{' '}
        {tie.last_encounter_at && `You were last in touch ${agoInWords(tie.last_encounter_at, now)}. `}
        {tie.next_due && `${tie.next_due < now ? 'Your rhythm asked for' : 'Next by'} ${longDate(tie.next_due, now)}.`}
      </p>
      <Choices
        legend="How close"
        choices={closenessChoices}
        value={tie.closeness}
        onChange={(closeness) => save.mutate({ closeness })}
      />
      <div>
        <Choices
          legend="How often"
          choices={rhythmChoices}
          value={tie.rhythm}
          onChange={(rhythm) => save.mutate({ rhythm })}
        />
        {fromCircle && <p className={styles.hint}>This rhythm comes from a circle.</p>}
      </div>
      <Choices
        legend="May this tie be used for introductions?"
        choices={sharingChoices}
        value={tie.sharing}
        onChange={(sharing) => save.mutate({ sharing })}
      />
    </Card>
  );
}
