import { useQueryClient } from '@tanstack/react-query';
import TriangleAlert from 'lucide-react/icons/triangle-alert';
import { askVersioned, api, type Versioned } from '@/shared/api/client';
import { isProblem } from '@/shared/api/problem';
import type { MyCard, MyCardFields } from '@/shared/api/types';
import { useDraft } from '@/shared/offline/drafts';
import { aBlurb, aNote } from '@/shared/lint/linted';
import { Banner } from '@/shared/ui/banner';
import { Button } from '@/shared/ui/button';
import { TextArea, TextField } from '@/shared/ui/field';
import { say, sayProblem } from '@/shared/ui/toast';
import { useSave } from '@/shared/ui/use_save';
import { myCardQuery } from './contacts_api';
import styles from './form.module.css';
import { LabelledList } from './labelled_list';
import { RoleFields } from './role_fields';
import { SpecialtyField } from './specialty_field';

type Form = Required<Omit<MyCardFields, 'no_patient_confirmed'>>;

function formOf(card: MyCard): Form {
  const { name, headline, biography, referral_pad, emails, phones, links, roles, specialties, ask, offer } = card;
  return { name, headline, biography, referral_pad, emails, phones, links, roles, specialties, ask, offer };
}

const texts = [
  ['biography', 'About you', 'A few sentences in the third person, for whoever introduces you.', aBlurb],
  ['referral_pad', 'Cases', 'Which cases you love to get, which you take, and how to send them.', aBlurb],
  ['ask', 'What you need', 'One line.', aNote],
  ['offer', 'What you can give', 'One line.', aNote],
] as const;

export function MyCardEditor({ loaded, done }: { loaded: Versioned<MyCard>; done: () => void }) {
  const client = useQueryClient();
  const draft = useDraft<Form>('my_card', formOf(loaded.value));
  const form = draft.value;
  const set = (changes: Partial<Form>): void => draft.set({ ...form, ...changes });
  function finish(): void {
    draft.clear();
    done();
  }
  const save = useSave<Form, Versioned<MyCard>>({
    save: (body, confirmed) =>
      askVersioned(
        api.PUT('/my_card', {
          params: loaded.etag ? { header: { 'If-Match': loaded.etag } } : {},
          body: { ...body, ...confirmed },
        }),
      ),
    onSaved: (saved) => {
      client.setQueryData(myCardQuery.queryKey, saved);
      say('Saved.');
      finish();
    },
    onProblem: (error) => {
      if (isProblem(error, 'precondition_failed')) void client.invalidateQueries({ queryKey: ['my_card'] });
      else sayProblem(error);
    },
  });
  const filled = <T extends { value: string }>(values: T[]): T[] => values.filter(({ value }) => value.trim());
  if (!draft.ready) return null;
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate({ ...form, emails: filled(form.emails), phones: filled(form.phones), links: filled(form.links) });
      }}
    >
      {isProblem(save.error, 'precondition_failed') && (
        <Banner icon={TriangleAlert} tone="attention">
          Your card was changed in another window meanwhile. Your words are all here; save again to keep them.
        </Banner>
      )}
      <TextField label="Name" required value={form.name} onChange={(event) => set({ name: event.target.value })} />
      <TextField
        label="Headline"
        hint="What you are, in one line."
        lint={aBlurb}
        value={form.headline}
        onChange={(event) => set({ headline: event.target.value })}
      />
      <LabelledList
        legend="E-mail"
        one="E-mail"
        type="email"
        labels={['work', 'home']}
        values={form.emails}
        onChange={(emails) => set({ emails })}
      />
      <LabelledList
        legend="Phone"
        one="Phone"
        type="tel"
        labels={['mobile', 'work']}
        values={form.phones}
        onChange={(phones) => set({ phones })}
      />
      <LabelledList
        legend="Web pages and profiles"
        one="Link"
        type="url"
        labels={['work', 'profile']}
        values={form.links}
        onChange={(links) => set({ links })}
      />
      <RoleFields roles={form.roles} onChange={(roles) => set({ roles })} />
      <SpecialtyField values={form.specialties} onChange={(specialties) => set({ specialties })} />
      {texts.map(([name, label, hint, lint]) => (
        <TextArea
          key={name}
          label={label}
          hint={hint}
          lint={lint}
          value={form[name]}
          onChange={(event) => set({ [name]: event.target.value })}
        />
      ))}
      <div className={styles.saveBar} data-bottom-bar>
        <Button look="quiet" onClick={finish}>
          Give up changes
        </Button>
        <Button look="filled" type="submit" busy={save.isPending}>
          Save
        </Button>
      </div>
    </form>
  );
}
