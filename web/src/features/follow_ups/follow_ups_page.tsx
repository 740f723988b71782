import { useInfiniteQuery } from '@tanstack/react-query';
import ListChecks from 'lucide-react/icons/list-checks';
import Plus from 'lucide-react/icons/plus';
import { useState } from 'react';
import type { FollowUp } from '@/shared/api/types';
import { addDays, today } from '@/shared/text/dates';
import { Button } from '@/shared/ui/button';
import { Choices } from '@/shared/ui/choices';
import { Page } from '@/shared/ui/page';
import { Empty, Shown } from '@/shared/ui/states';
import { FollowUpForm } from './follow_up_form';
import { FollowUpRow } from './follow_up_row';
import { followUpsQuery, type FollowUpState } from './follow_ups_api';
import styles from './follow_ups_page.module.css';

const states: { value: FollowUpState; label: string }[] = [
  { value: 'open', label: 'Open' },
  { value: 'done', label: 'Done' },
  { value: 'dropped', label: 'Let go' },
];

const nothing: Record<FollowUpState, [title: string, text: string]> = {
  open: ['Nothing is open', 'A first meeting or a promise puts a follow-up here by itself.'],
  done: ['Nothing done yet', 'What you finish gathers here.'],
  dropped: ['Nothing let go', 'What you let go kindly rests here.'],
};

/** What the member means to do, soonest due first. */
export function FollowUpsPage() {
  const [state, setState] = useState<FollowUpState>('open');
  const [adding, setAdding] = useState(false);
  const query = useInfiniteQuery(followUpsQuery(state));
  const [title, text] = nothing[state];
  return (
    <Page
      title="Follow-ups"
      actions={
        <Button look="filled" icon={Plus} onClick={() => setAdding(true)}>
          Add
        </Button>
      }
    >
      {adding && (
        <div className={styles.group}>
          <FollowUpForm done={() => setAdding(false)} />
        </div>
      )}
      <Choices hideLegend legend="Which follow-ups" choices={states} value={state} onChange={setState} />
      <Shown query={query}>
        {({ pages }) => {
          const items = pages.flatMap((page) => page.items);
          if (items.length === 0) {
            return (
              <Empty icon={ListChecks} title={title}>
                {text}
              </Empty>
            );
          }
          return (
            <>
              {state === 'open' ? <ByDue items={items} /> : <Rows items={items} label="Follow-ups" />}
              {query.hasNextPage && (
                <Button look="quiet" busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
                  Show more
                </Button>
              )}
            </>
          );
        }}
      </Shown>
    </Page>
  );
}

function ByDue({ items }: { items: FollowUp[] }) {
  const now = today();
  const week = addDays(now, 7);
  const wake = ({ due, snoozed_until: snoozed }: FollowUp): string => (snoozed && snoozed > due ? snoozed : due);
  const groups = [
    { title: 'Now', items: items.filter((item) => wake(item) <= now) },
    { title: 'In the next seven days', items: items.filter((item) => wake(item) > now && wake(item) <= week) },
    { title: 'Later', items: items.filter((item) => wake(item) > week) },
  ];
  return groups
    .filter((group) => group.items.length > 0)
    .map((group) => (
      <section key={group.title} aria-label={group.title} className={styles.section}>
        <h2>{group.title}</h2>
        <Rows items={group.items} label={group.title} />
      </section>
    ));
}

const Rows = ({ items, label }: { items: FollowUp[]; label: string }) => (
  <ul className={styles.group} aria-label={label}>
    {items.map((item) => (
      <li key={item.id}>
        <FollowUpRow followUp={item} person />
      </li>
    ))}
  </ul>
);
