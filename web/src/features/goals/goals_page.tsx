import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import Check from 'lucide-react/icons/check';
import Ellipsis from 'lucide-react/icons/ellipsis';
import RotateCcw from 'lucide-react/icons/rotate-ccw';
import Target from 'lucide-react/icons/target';
import Trash2 from 'lucide-react/icons/trash-2';
import X from 'lucide-react/icons/x';
import { api, ask } from '@/shared/api/client';
import type { Goal } from '@/shared/api/types';
import { invalidate } from '@/shared/live/invalidate';
import { useDraft } from '@/shared/offline/drafts';
import { aNote } from '@/shared/lint/linted';
import { Button, IconButton } from '@/shared/ui/button';
import { TextField } from '@/shared/ui/field';
import { Menu } from '@/shared/ui/menu';
import { Page } from '@/shared/ui/page';
import { Empty, Shown } from '@/shared/ui/states';
import { Tag } from '@/shared/ui/tag';
import { say, sayProblem } from '@/shared/ui/toast';
import { useSave } from '@/shared/ui/use_save';
import { goalsQuery } from './goals_api';
import styles from './goals_page.module.css';

/** The member's own aims, by which suggestions are judged. */
export function GoalsPage() {
  const goals = useQuery(goalsQuery);
  return (
    <Page title="Goals" lead="One line each. Confrere prefers people and steps that bring you closer to them.">
      <AddGoal />
      <Shown query={goals}>
        {(items) =>
          items.length === 0 ? (
            <Empty icon={Target} title="No goals yet">
              Write down one thing that the right person could move: “Find a partner practice for hernia surgery”.
            </Empty>
          ) : (
            <ul className={styles.list}>
              {items.map((goal) => (
                <GoalRow key={goal.id} goal={goal} />
              ))}
            </ul>
          )
        }
      </Shown>
    </Page>
  );
}

export function AddGoal({ onAdded }: { onAdded?: () => void }) {
  const client = useQueryClient();
  const draft = useDraft('goal', '');
  const text = draft.value;
  const add = useSave<{ text: string }, Goal>({
    save: (body, confirmed) => ask(api.POST('/goals', { body: { ...body, ...confirmed } })),
    onSaved: () => {
      draft.set('');
      draft.clear();
      invalidate(client, ['goal']);
      onAdded?.();
    },
  });
  return (
    <form
      className={styles.add}
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim()) add.mutate({ text: text.trim() });
      }}
    >
      <TextField
        label="A goal"
        maxLength={300}
        lint={aNote}
        placeholder="Find a mentor for leadership"
        value={text}
        onChange={(event) => draft.set(event.target.value)}
      />
      <Button look="filled" type="submit" busy={add.isPending} disabled={!text.trim()}>
        Add
      </Button>
    </form>
  );
}

const stateWords: Record<Goal['state'], string> = { active: '', reached: 'Reached', dropped: 'Let go' };

function GoalRow({ goal }: { goal: Goal }) {
  const client = useQueryClient();
  const refresh = (): void => invalidate(client, ['goal']);
  const change = useMutation({
    mutationFn: (state: Goal['state']) =>
      ask(api.PATCH('/goals/{id}', { params: { path: { id: goal.id } }, body: { state } })),
    onSuccess: (_, state) => {
      refresh();
      if (state === 'reached') say('Well done!', () => change.mutate('active'));
    },
    onError: sayProblem,
  });
  const remove = useMutation({
    mutationFn: () => ask(api.DELETE('/goals/{id}', { params: { path: { id: goal.id } } })),
    onSuccess: refresh,
    onError: sayProblem,
  });
  const active = goal.state === 'active';
  return (
    <li className={styles.row}>
      <p className={active ? undefined : styles.past}>{goal.text}</p>
      {!active && <Tag icon={goal.state === 'reached' ? Check : X}>{stateWords[goal.state]}</Tag>}
      <Menu
        trigger={<IconButton icon={Ellipsis} label={`More for: ${goal.text}`} />}
        entries={[
          active && { label: 'Reached', icon: Check, onSelect: () => change.mutate('reached') },
          active && { label: 'Let go', icon: X, onSelect: () => change.mutate('dropped') },
          !active && { label: 'Take up again', icon: RotateCcw, onSelect: () => change.mutate('active') },
          { label: 'Delete', icon: Trash2, danger: true, onSelect: () => remove.mutate() },
        ]}
      />
    </li>
  );
}
