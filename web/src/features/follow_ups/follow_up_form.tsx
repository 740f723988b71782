import { useQueryClient } from '@tanstack/react-query';
import { PeopleField } from '@/features/contacts/people_field';
import { api, ask } from '@/shared/api/client';
import type { ContactRef, FollowUp, FollowUpFields, FollowUpKind } from '@/shared/api/types';
import { invalidate } from '@/shared/live/invalidate';
import { useDraft } from '@/shared/offline/drafts';
import { addDays, today } from '@/shared/text/dates';
import { aNote } from '@/shared/lint/linted';
import { Button } from '@/shared/ui/button';
import { CheckField, SelectField, TextField } from '@/shared/ui/field';
import { say } from '@/shared/ui/toast';
import { useSave } from '@/shared/ui/use_save';
import styles from './follow_up_form.module.css';
import { kindWords } from './words';

interface FormProps {
  /** The one to change; without it a new one is made. */
  followUp?: FollowUp;
  contact?: ContactRef;
  done: () => void;
}

interface Draft {
  people: { id: string | null; name: string }[];
  text: string;
  kind: FollowUpKind;
  due: string;
  promise: boolean;
}

const kinds = Object.entries(kindWords) as [FollowUpKind, string][];

export function FollowUpForm({ followUp, contact, done }: FormProps) {
  const client = useQueryClient();
  const known = followUp?.contact ?? contact;
  const draft = useDraft<Draft>(`follow_up:${followUp?.id ?? contact?.id ?? 'new'}`, {
    people: known ? [known] : [],
    text: followUp?.text ?? '',
    kind: followUp?.kind ?? 'write',
    due: followUp?.due ?? addDays(today(), 7),
    promise: followUp?.promise ?? false,
  });
  const { people, text, kind, due, promise } = draft.value;
  const set = (changes: Partial<Draft>): void => draft.set({ ...draft.value, ...changes });
  function finish(): void {
    draft.clear();
    done();
  }
  const contactId = people[0]?.id;
  const save = useSave<FollowUpFields & { contact_id: string; text: string }, FollowUp>({
    save: (body, confirmed) =>
      followUp
        ? ask(api.PATCH('/follow_ups/{id}', { params: { path: { id: followUp.id } }, body: { ...body, ...confirmed } }))
        : ask(api.POST('/follow_ups', { body: { ...body, ...confirmed } })),
    onSaved: () => {
      invalidate(client, ['follow_up']);
      say('Saved.');
      finish();
    },
  });
  if (!draft.ready) return null;
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (contactId) save.mutate({ contact_id: contactId, text: text.trim(), kind, due, promise });
      }}
    >
      {!known && (
        <PeopleField single label="For whom?" people={people} onChange={(chosen) => set({ people: chosen })} />
      )}
      <TextField
        label="What do you mean to do?"
        lint={aNote}
        required
        value={text}
        onChange={(event) => set({ text: event.target.value })}
      />
      <div className={styles.pair}>
        <SelectField label="How" value={kind} onChange={(event) => set({ kind: event.target.value as FollowUpKind })}>
          {kinds.map(([value, label]) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </SelectField>
        <TextField label="By" type="date" required value={due} onChange={(event) => set({ due: event.target.value })} />
      </div>
      <CheckField
        label="I promised it"
        checked={promise}
        onChange={(event) => set({ promise: event.target.checked })}
      />
      <div className={styles.buttons}>
        <Button look="quiet" onClick={finish}>
          Cancel
        </Button>
        <Button look="soft" type="submit" busy={save.isPending} disabled={!contactId || !text.trim()}>
          Save
        </Button>
      </div>
    </form>
  );
}
