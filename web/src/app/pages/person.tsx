import { useQuery } from '@tanstack/react-query';
import UserX from 'lucide-react/icons/user-x';
import { useParams, useSearchParams } from 'react-router';
import { Acquaintances } from '@/features/contacts/acquaintances';
import { contactQuery } from '@/features/contacts/contacts_api';
import { PersonDetails } from '@/features/contacts/person_details';
import { PersonEditor } from '@/features/contacts/person_editor';
import { PersonHeader } from '@/features/contacts/person_header';
import { TieEditor } from '@/features/contacts/tie_editor';
import { TieHistory } from '@/features/contacts/tie_history';
import { useCapture } from '@/features/encounters/capture';
import { Timeline } from '@/features/encounters/timeline';
import { Suggestions } from '@/features/introductions/suggestions';
import type { Versioned } from '@/shared/api/client';
import { isProblem } from '@/shared/api/problem';
import type { Contact } from '@/shared/api/types';
import { ButtonLink } from '@/shared/ui/button';
import { Section, usePageTitle } from '@/shared/ui/page';
import { Empty, Loading, Shown } from '@/shared/ui/states';
import styles from './person.module.css';

export function PersonRoute() {
  const { id = '' } = useParams();
  const contact = useQuery(contactQuery(id));
  if (isProblem(contact.error, 'not_found')) {
    return (
      <Empty icon={UserX} title="Nobody is here" action={<ButtonLink to="/people">All people</ButtonLink>}>
        This contact was deleted, or it was never yours.
      </Empty>
    );
  }
  return (
    <div className={styles.page}>
      <Shown query={contact} loading={<Loading rows={3} tall />}>
        {(loaded) => <Person key={id} loaded={loaded} />}
      </Shown>
    </div>
  );
}

function Person({ loaded }: { loaded: Versioned<Contact> }) {
  const contact = loaded.value;
  const [params, setParams] = useSearchParams();
  const capture = useCapture();
  usePageTitle(contact.name);
  const editing = params.get('edit');
  function edit(section: string | null): void {
    setParams(
      (before) => {
        if (section === null) before.delete('edit');
        else before.set('edit', section);
        return before;
      },
      { replace: true },
    );
  }
  const who = { id: contact.id, name: contact.name };

  if (editing !== null) {
    return (
      <>
        <h1>{contact.name}</h1>
        <PersonEditor loaded={loaded} focus={editing || null} done={() => edit(null)} />
      </>
    );
  }
  return (
    <>
      <PersonHeader
        contact={contact}
        onEdit={() => edit('name')}
        onLog={(planned) => capture.open({ people: [who], planned })}
      />
      <PersonDetails contact={contact} onEdit={edit} />
      <Section title="You and them">
        <TieHistory contactId={contact.id} />
        <TieEditor contact={contact} />
      </Section>
      <Suggestions contact={who} />
      <Timeline contact={who} />
      <Acquaintances contact={contact} />
    </>
  );
}
