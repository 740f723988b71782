import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import CircleDashed from 'lucide-react/icons/circle-dashed';
import Ellipsis from 'lucide-react/icons/ellipsis';
import Pencil from 'lucide-react/icons/pencil';
import Plus from 'lucide-react/icons/plus';
import Trash2 from 'lucide-react/icons/trash-2';
import { useState } from 'react';
import { Link } from 'react-router';
import { api, ask } from '@/shared/api/client';
import type { Circle, Rhythm } from '@/shared/api/types';
import { invalidate } from '@/shared/live/invalidate';
import { count } from '@/shared/text/words';
import { aNote } from '@/shared/lint/linted';
import { Button, IconButton } from '@/shared/ui/button';
import { Dialog } from '@/shared/ui/dialog';
import { SelectField, TextField } from '@/shared/ui/field';
import { Menu } from '@/shared/ui/menu';
import { Page } from '@/shared/ui/page';
import { Empty, Shown } from '@/shared/ui/states';
import { say, sayProblem } from '@/shared/ui/toast';
import { useSave } from '@/shared/ui/use_save';
import { circlesQuery } from './circles_api';
import styles from './circles_page.module.css';
import { rhythmOptions, rhythmWords, words } from './words';

/** Named groups of one's contacts, each with a rhythm if one likes. */
export function CirclesPage() {
  const client = useQueryClient();
  const circles = useQuery(circlesQuery);
  const [editing, setEditing] = useState<Circle | 'new' | null>(null);
  const remove = useMutation({
    mutationFn: (circle: Circle) => ask(api.DELETE('/circles/{id}', { params: { path: { id: circle.id } } })),
    onSuccess: (_, { name }) => {
      invalidate(client, ['circle']);
      say(words.deleted(name));
    },
    onError: sayProblem,
  });
  const add = (
    <Button look="filled" icon={Plus} onClick={() => setEditing('new')}>
      {words.add}
    </Button>
  );
  return (
    <Page title="Circles" lead={words.lead} actions={circles.data && circles.data.length > 0 && add}>
      <Shown query={circles}>
        {(items) =>
          items.length === 0 ? (
            <Empty icon={CircleDashed} title={words.emptyTitle} action={add}>
              {words.empty}
            </Empty>
          ) : (
            <ul className={styles.list}>
              {items.map((circle) => (
                <li key={circle.id} className={styles.row}>
                  <Link to={`/people?circle=${circle.id}`}>
                    <strong>{circle.name}</strong>
                    <span>
                      {count(circle.contacts, 'person', 'people')}
                      {circle.rhythm && ` · ${rhythmWords[circle.rhythm]}`}
                    </span>
                  </Link>
                  <Menu
                    trigger={<IconButton icon={Ellipsis} label={`More for ${circle.name}`} />}
                    entries={[
                      { label: 'Change', icon: Pencil, onSelect: () => setEditing(circle) },
                      { label: 'Delete', icon: Trash2, danger: true, onSelect: () => remove.mutate(circle) },
                    ]}
                  />
                </li>
              ))}
            </ul>
          )
        }
      </Shown>
      {editing && <CircleDialog circle={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />}
    </Page>
  );
}

function CircleDialog({ circle, onClose }: { circle: Circle | null; onClose: () => void }) {
  const client = useQueryClient();
  const [name, setName] = useState(circle?.name ?? '');
  const [rhythm, setRhythm] = useState<Rhythm | null>(circle?.rhythm ?? null);
  const save = useSave<{ name: string; rhythm: Rhythm | null }, Circle>({
    save: (fields, confirmed) => {
      const body = { ...fields, ...confirmed };
      return circle
        ? ask(api.PATCH('/circles/{id}', { params: { path: { id: circle.id } }, body }))
        : ask(api.POST('/circles', { body }));
    },
    onSaved: () => {
      invalidate(client, ['circle']);
      onClose();
    },
  });
  return (
    <Dialog open sticky onClose={onClose} title={circle ? words.change : words.add}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate({ name: name.trim(), rhythm });
        }}
      >
        <TextField
          label="Name"
          required
          maxLength={100}
          lint={aNote}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <SelectField
          label={words.rhythm}
          hint={words.rhythmHint}
          value={rhythm ?? ''}
          onChange={(event) => setRhythm((event.target.value || null) as Rhythm | null)}
        >
          <option value="">Not said</option>
          {rhythmOptions.map(([value, label]) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </SelectField>
        <Button look="filled" type="submit" busy={save.isPending} disabled={!name.trim()}>
          Save
        </Button>
      </form>
    </Dialog>
  );
}
