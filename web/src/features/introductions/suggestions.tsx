import { useQuery } from '@tanstack/react-query';
import Copy from 'lucide-react/icons/copy';
import { useId, useState } from 'react';
import { Link } from 'react-router';
import type { ContactRef, IntroductionSuggestion } from '@/shared/api/types';
import type { FieldLint } from '@/shared/lint/linted';
import { useSendGuard } from '@/shared/lint/use_send_guard';
import { useDraft } from '@/shared/offline/drafts';
import { Avatar } from '@/shared/ui/avatar';
import { Button } from '@/shared/ui/button';
import { copyText } from '@/shared/ui/copy_text';
import { TextArea } from '@/shared/ui/field';
import { Card, Section } from '@/shared/ui/page';
import { say } from '@/shared/ui/toast';
import { suggestionsQuery, useSuggestionSteps } from './introductions_api';
import styles from './suggestions.module.css';
import { words } from './words';

/** Whom of one's people this person should know, and why. Nothing where nobody fits. */
export function Suggestions({ contact }: { contact: ContactRef }) {
  const { data } = useQuery(suggestionsQuery(contact.id));
  if (!data || data.length === 0) return null;
  return (
    <Section title={words.title(contact.name)}>
      <ul className={styles.list}>
        {data.map((suggestion) => (
          <li key={suggestion.id}>
            <Suggested suggestion={suggestion} besides={contact.id} />
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Suggested({ suggestion, besides }: { suggestion: IntroductionSuggestion; besides: string }) {
  const { done, dismiss } = useSuggestionSteps();
  const [open, setOpen] = useState(false);
  const draftId = useId();
  const { contact, other, why } = suggestion;
  const person = contact.id === besides ? other : contact;
  const busy = done.isPending || dismiss.isPending;
  return (
    <Card className={styles.suggestion}>
      <div className={styles.person}>
        <Avatar name={person.name} photo={person.photo} size="s" />
        <p>
          <Link to={`/people/${person.id}`}>{person.name}</Link>
          {person.headline && <span className={styles.headline}>{person.headline}</span>}
        </p>
      </div>
      <p>{why.map(({ text }) => text).join(' ')}</p>
      {open && (
        <div id={draftId}>
          <DraftEditor suggestion={suggestion} />
        </div>
      )}
      <div className={styles.buttons}>
        <Button look="soft" aria-expanded={open} aria-controls={draftId} onClick={() => setOpen(!open)}>
          {open ? words.closeDraft : words.draft}
        </Button>
        <Button look="quiet" disabled={busy} onClick={() => done.mutate(suggestion.id)}>
          {words.done}
        </Button>
        <Button look="quiet" disabled={busy} onClick={() => dismiss.mutate(suggestion.id)}>
          {words.dismiss}
        </Button>
      </div>
    </Card>
  );
}

function DraftEditor({ suggestion: { id, contact, draft } }: { suggestion: IntroductionSuggestion }) {
  const { value: text, set: setText } = useDraft(`introduction:${id}`, draft.text);
  const message: FieldLint = { kind: 'message', contact_id: contact.id };
  const mayLeave = useSendGuard();
  async function copy(): Promise<void> {
    if (!(await mayLeave([[text, message]]))) return;
    await copyText(text);
    say(words.copied);
  }
  return (
    <div className={styles.draft}>
      <p className={styles.hint}>{words.first(contact.name)}</p>
      <TextArea
        label={words.message}
        lint={{ ...message, atOnce: true }}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <div className={styles.buttons}>
        <Button icon={Copy} onClick={() => void copy()}>
          {words.copy}
        </Button>
      </div>
    </div>
  );
}
