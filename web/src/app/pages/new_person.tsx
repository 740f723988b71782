import { useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearchParams } from 'react-router';
import { emptyForm, tidied, changesOf, type ContactForm } from '@/features/contacts/contact_form_state';
import { ContactFormFields } from '@/features/contacts/contact_form';
import formStyles from '@/features/contacts/form.module.css';
import { api, ask } from '@/shared/api/client';
import type { Contact } from '@/shared/api/types';
import { invalidate } from '@/shared/live/invalidate';
import { useDraft } from '@/shared/offline/drafts';
import { Button } from '@/shared/ui/button';
import { Page } from '@/shared/ui/page';
import { useSave } from '@/shared/ui/use_save';

/** A name is enough. */
export function NewPersonRoute() {
  const client = useQueryClient();
  const navigate = useNavigate();
  const [params] = useSearchParams();
  const name = params.get('name') ?? '';
  const draft = useDraft<ContactForm>(`contact:new:${name}`, { ...emptyForm, name });
  const create = useSave<ContactForm, Contact>({
    save: (form, confirmed) =>
      ask(api.POST('/contacts', { body: { ...changesOf(emptyForm, form), name: form.name, ...confirmed } })),
    onSaved: (contact) => {
      draft.clear();
      invalidate(client, ['contact']);
      void navigate(`/people/${contact.id}`, { replace: true });
    },
  });
  if (!draft.ready) return <Page title="Add a person">{null}</Page>;
  return (
    <Page title="Add a person" lead="A name is enough. Add the rest whenever you learn it.">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          create.mutate(tidied(draft.value));
        }}
      >
        <ContactFormFields form={draft.value} onChange={draft.set}>
          <div className={formStyles.saveBar} data-bottom-bar>
            <Button
              look="quiet"
              onClick={() => {
                draft.clear();
                void navigate('/people');
              }}
            >
              Throw away
            </Button>
            <Button look="filled" type="submit" busy={create.isPending} disabled={!draft.value.name.trim()}>
              Add
            </Button>
          </div>
        </ContactFormFields>
      </form>
    </Page>
  );
}
