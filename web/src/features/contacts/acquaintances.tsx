import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import X from 'lucide-react/icons/x';
import { useState } from 'react';
import { Link } from 'react-router';
import { api, ask } from '@/shared/api/client';
import type { Acquaintance, Contact } from '@/shared/api/types';
import { aNote } from '@/shared/lint/linted';
import { Avatar } from '@/shared/ui/avatar';
import { Button, IconButton } from '@/shared/ui/button';
import { Choices } from '@/shared/ui/choices';
import { TextField } from '@/shared/ui/field';
import { Card, Section } from '@/shared/ui/page';
import { sayProblem } from '@/shared/ui/toast';
import { useSave } from '@/shared/ui/use_save';
import styles from './acquaintances.module.css';
import { acquaintancesQuery } from './contacts_api';
import { PeopleField } from './people_field';

type Kind = Acquaintance['kind'];
const kindChoices: { value: Kind; label: string }[] = [
  { value: 'know', label: 'They know each other' },
  { value: 'do_not_know', label: 'They do not know each other' },
];

/** Whom this person knows, as far as one knows. */
export function Acquaintances({ contact }: { contact: Contact }) {
  const known = useQuery(acquaintancesQuery(contact.id));
  const client = useQueryClient();
  const [adding, setAdding] = useState(false);
  const forget = useMutation({
    mutationFn: (id: string) => ask(api.DELETE('/acquaintances/{id}', { params: { path: { id } } })),
    onSuccess: () => client.invalidateQueries({ queryKey: ['acquaintance'] }),
    onError: sayProblem,
  });
  const entries = known.data ?? [];
  return (
    <Section
      title="Who knows whom"
      actions={
        !adding && (
          <Button look="quiet" onClick={() => setAdding(true)}>
            Add
          </Button>
        )
      }
    >
      {adding && <AddAcquaintance contact={contact} done={() => setAdding(false)} />}
      {entries.length === 0 && !adding && (
        <p className={styles.none}>Nobody noted yet. Knowing who knows whom makes introductions easy.</p>
      )}
      {entries.length > 0 && (
        <Card className={styles.list}>
          {entries.map((entry) => {
            const other = entry.contact_a.id === contact.id ? entry.contact_b : entry.contact_a;
            return (
              <div key={entry.id} className={styles.row}>
                <Avatar name={other.name} size="s" />
                <p>
                  <Link to={`/people/${other.id}`}>{other.name}</Link>
                  <span className={styles.from}>
                    {[entry.kind === 'do_not_know' && 'do not know each other', entry.where_from]
                      .filter(Boolean)
                      .join(', ')}
                  </span>
                </p>
                <IconButton
                  icon={X}
                  label={`Forget that they know ${other.name}`}
                  onClick={() => forget.mutate(entry.id)}
                />
              </div>
            );
          })}
        </Card>
      )}
    </Section>
  );
}

function AddAcquaintance({ contact, done }: { contact: Contact; done: () => void }) {
  const client = useQueryClient();
  const [people, setPeople] = useState<{ id: string | null; name: string }[]>([]);
  const [kind, setKind] = useState<Kind>('know');
  const [from, setFrom] = useState('');
  const other = people[0]?.id;
  const save = useSave({
    save: (body: { contact_b: string; where_from: string | null }, confirmed) =>
      ask(api.POST('/acquaintances', { body: { contact_a: contact.id, kind, ...body, ...confirmed } })),
    onSaved: () => {
      void client.invalidateQueries({ queryKey: ['acquaintance'] });
      done();
    },
  });
  return (
    <Card className={styles.form}>
      <PeopleField single label={`Whom does ${contact.name} know?`} people={people} onChange={setPeople} />
      <Choices legend="Do they?" choices={kindChoices} value={kind} onChange={setKind} />
      <TextField
        label="From where"
        lint={aNote}
        placeholder="Trained together in Leeds"
        value={from}
        onChange={(event) => setFrom(event.target.value)}
      />
      <div className={styles.buttons}>
        <Button look="quiet" onClick={done}>
          Cancel
        </Button>
        <Button
          look="soft"
          disabled={!other || other === contact.id}
          busy={save.isPending}
          onClick={() => other && save.mutate({ contact_b: other, where_from: from.trim() || null })}
        >
          Keep
        </Button>
      </div>
    </Card>
  );
}
