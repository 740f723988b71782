import { useMutation, useQueryClient } from '@tanstack/react-query';
import Ellipsis from 'lucide-react/icons/ellipsis';
import Hourglass from 'lucide-react/icons/hourglass';
import Pencil from 'lucide-react/icons/pencil';
import Trash2 from 'lucide-react/icons/trash-2';
import { useState } from 'react';
import { Link } from 'react-router';
import type { ContactRef, Encounter } from '@/shared/api/types';
import { invalidate } from '@/shared/live/invalidate';
import { agoInWords, clockTime, localDate, relativeDate, today } from '@/shared/text/dates';
import { Button, IconButton } from '@/shared/ui/button';
import { Menu } from '@/shared/ui/menu';
import { Tag } from '@/shared/ui/tag';
import { say, sayProblem } from '@/shared/ui/toast';
import styles from './encounter_entry.module.css';
import { EncounterEditor } from './encounter_editor';
import { answerEncounter, deleteEncounter, undo } from './encounters_api';
import { begunByWords, channelWords, depthWords } from './words';

/** One encounter on a person's timeline. */
export function EncounterEntry({ encounter, contact }: { encounter: Encounter; contact: ContactRef }) {
  const client = useQueryClient();
  const [editing, setEditing] = useState(false);
  const refresh = (): void => invalidate(client, ['encounter']);
  const remove = useMutation({
    mutationFn: () => deleteEncounter(encounter.id),
    onSuccess: ({ undo: way }) => {
      refresh();
      say('The encounter is deleted.', () => void undo(way.id).then(refresh, sayProblem));
    },
    onError: sayProblem,
  });
  const answered = useMutation({
    mutationFn: () => answerEncounter(encounter.id),
    onSuccess: refresh,
    onError: sayProblem,
  });
  if (editing) return <EncounterEditor encounter={encounter} done={() => setEditing(false)} />;

  const others = encounter.with.filter(({ id }) => id !== contact.id);
  const waiting = encounter.awaits_answer && encounter.answered_at === null;
  return (
    <div className={styles.entry}>
      <header className={styles.head}>
        <p>
          <strong>{headline(encounter)}</strong> <span className={styles.when}>{whenInWords(encounter)}</span>
        </p>
        <Menu
          trigger={<IconButton icon={Ellipsis} label="More for this encounter" className={styles.more} />}
          entries={[
            { label: 'Change', icon: Pencil, onSelect: () => setEditing(true) },
            { label: 'Delete', icon: Trash2, danger: true, onSelect: () => remove.mutate() },
          ]}
        />
      </header>
      {others.length > 0 && (
        <p className={styles.quiet}>
          With{' '}
          {others.map(({ id, name }, index) => (
            <span key={id}>
              {index > 0 && ', '}
              <Link to={`/people/${id}`}>{name}</Link>
            </span>
          ))}
        </p>
      )}
      {encounter.note && <p className={styles.note}>{encounter.note}</p>}
      {encounter.needs.length > 0 && <p className={styles.quiet}>They need: {encounter.needs.join('; ')}</p>}
      {encounter.promises.length > 0 && (
        <p className={styles.quiet}>You promised: {encounter.promises.map(({ text }) => text).join('; ')}</p>
      )}
      {waiting && (
        <div className={styles.waiting}>
          <Tag icon={Hourglass} tone="notice">
            Answer awaited
          </Tag>
          <Button look="quiet" busy={answered.isPending} onClick={() => answered.mutate()}>
            They answered
          </Button>
        </div>
      )}
    </div>
  );
}

function headline({ state, channel, depth, begun_by: begun }: Encounter): string {
  if (state === 'planned') return `Planned: ${channelWords[channel].toLowerCase()}`;
  if (channel === 'message') return begun === 'them' ? 'They wrote' : 'You wrote';
  return `${channelWords[channel]}, ${depthWords[depth].toLowerCase()}${begun === 'event' ? `, ${begunByWords.event.toLowerCase()}` : ''}`;
}

function whenInWords({ state, happened_at: at, place, event }: Encounter): string {
  const now = today();
  const date = localDate(at);
  const when = state === 'planned' ? `${relativeDate(date, now)}, ${clockTime(at)}` : agoInWords(at, now);
  return [when, event, place].filter(Boolean).join(', ');
}
