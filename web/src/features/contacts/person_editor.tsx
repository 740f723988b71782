import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { askVersioned, api, type Versioned } from '@/shared/api/client';
import { explain, isProblem } from '@/shared/api/problem';
import type { Contact } from '@/shared/api/types';
import { invalidate } from '@/shared/live/invalidate';
import { useDraft } from '@/shared/offline/drafts';
import { Button } from '@/shared/ui/button';
import { say, sayProblem } from '@/shared/ui/toast';
import { useSave } from '@/shared/ui/use_save';
import { patchContact } from './contact_actions';
import { ContactFormFields } from './contact_form';
import { changesOf, conflictsOf, formOf, tidied, type ContactForm } from './contact_form_state';
import { ConflictDialog, type Conflict } from './conflict_dialog';
import styles from './form.module.css';

interface EditorProps {
  loaded: Versioned<Contact>;
  focus: string | null;
  done: () => void;
}

interface Edit {
  base: ContactForm;
  form: ContactForm;
  etag: string;
}

/** Edits a contact in place. What is typed survives leaving the page until it is saved or given up. */
export function PersonEditor({ loaded, focus, done }: EditorProps) {
  const client = useQueryClient();
  const { id } = loaded.value;
  const base = formOf(loaded.value);
  const draft = useDraft<Edit>(`contact:${id}`, { base, form: base, etag: loaded.etag });
  const [conflict, setConflict] = useState<Conflict | null>(null);
  const edit = draft.value;

  function finish(): void {
    draft.clear();
    done();
  }
  const save = useSave<ContactForm & { against: Edit }, Versioned<Contact>>({
    save: ({ against, ...form }, confirmed) =>
      patchContact(id, against.etag, { ...changesOf(against.base, form), ...confirmed }),
    onSaved: (saved) => {
      client.setQueryData(['contact', 'one', id], saved);
      invalidate(client, ['contact']);
      say('Saved.');
      finish();
    },
    onProblem: (error, { against, ...form }) => {
      if (isProblem(error, 'precondition_failed')) void rebase(against, form);
      else sayProblem(error);
    },
  });

  // Somebody (or another window) saved meanwhile. What does not touch the same fields goes together by itself.
  async function rebase(against: Edit, mine: ContactForm): Promise<void> {
    try {
      const newest = await askVersioned(api.GET('/contacts/{id}', { params: { path: { id } } }));
      const theirs = formOf(newest.value);
      const fields = conflictsOf(against.base, mine, theirs);
      const next: Edit = { base: theirs, form: { ...theirs, ...changesOf(against.base, mine) }, etag: newest.etag };
      draft.set(next);
      if (fields.length > 0) setConflict({ mine: next.form, theirs, fields });
      else save.mutate({ ...next.form, against: next });
    } catch (error) {
      sayProblem(error);
    }
  }

  function resolve(form: ContactForm): void {
    setConflict(null);
    const next = { ...edit, form };
    draft.set(next);
    save.mutate({ ...form, against: next });
  }

  if (!draft.ready) return null;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate({ ...tidied(edit.form), against: edit });
      }}
    >
      <ContactFormFields form={edit.form} onChange={(form) => draft.set({ ...edit, form })} focus={focus}>
        {save.isError && isProblem(save.error, 'invalid') && <p role="alert">{explain(save.error)}</p>}
        <div className={styles.saveBar} data-bottom-bar>
          <Button look="quiet" onClick={finish}>
            Give up changes
          </Button>
          <Button look="filled" type="submit" busy={save.isPending}>
            Save
          </Button>
        </div>
      </ContactFormFields>
      <ConflictDialog conflict={conflict} onResolve={resolve} onClose={() => setConflict(null)} />
    </form>
  );
}
