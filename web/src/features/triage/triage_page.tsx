import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import PartyPopper from 'lucide-react/icons/party-popper';
import UserPlus from 'lucide-react/icons/user-plus';
import { useCallback, useEffect, useState, type ReactNode } from 'react';
import { api, ask } from '@/shared/api/client';
import type { TieStatement, TriageCard } from '@/shared/api/types';
import { count } from '@/shared/text/words';
import { ButtonLink } from '@/shared/ui/button';
import { Page } from '@/shared/ui/page';
import { Progress } from '@/shared/ui/progress';
import { Empty, Loading, Shown } from '@/shared/ui/states';
import { sayProblem } from '@/shared/ui/toast';
import { triageQuery } from './triage_api';
import { TriageDeck } from './triage_deck';
import styles from './triage_page.module.css';
import { statement, takenBack, type Answer, type Sorted } from './triage_state';

/** One contact at a time: who matters, how close, how often. Can be left at any point; `onward` leads on from its end. */
export function TriagePage({ onward }: { onward: ReactNode }) {
  const client = useQueryClient();
  const query = useQuery({ ...triageQuery, staleTime: Infinity });
  // The decisions of this visit, newest last; the deck goes on while they are being saved.
  const [done, setDone] = useState<Sorted[]>([]);
  // Who was taken back comes next, also when the server's list has forgotten them meanwhile.
  const [back, setBack] = useState<TriageCard[]>([]);

  useEffect(
    () => () => {
      void client.invalidateQueries({ queryKey: ['triage'] });
      void client.invalidateQueries({ queryKey: ['today'] });
    },
    [client],
  );
  const save = useMutation({
    // One after the other: a taking back must not overtake what it takes back.
    scope: { id: 'triage' },
    mutationFn: ({ id, tie }: { id: string; tie: TieStatement }) =>
      ask(api.PUT('/contacts/{id}/tie', { params: { path: { id } }, body: tie })),
    onError: (error, { id }) => {
      setDone((before) => before.filter(({ card }) => card.contact.id !== id));
      sayProblem(error);
    },
  });

  const passed = new Set([...back, ...done.map(({ card }) => card)].map(({ contact }) => contact.id));
  const waiting = [...back, ...(query.data?.items.filter(({ contact }) => !passed.has(contact.id)) ?? [])];
  const [card, next] = waiting;
  const { refetch } = query;
  const almostEmpty = waiting.length < 5 && (query.data?.remaining ?? 0) > (query.data?.items.length ?? 0);
  useEffect(() => {
    if (almostEmpty && !save.isPending) void refetch();
  }, [almostEmpty, save.isPending, refetch]);

  const decide = useCallback(
    (matters: boolean, answer: Answer) => {
      if (!card) return;
      setDone((before) => [...before, { card, matters }]);
      setBack((before) => before.filter((other) => other !== card));
      save.mutate({ id: card.contact.id, tie: statement(matters, answer) });
    },
    [card, save],
  );
  const last = done.at(-1);
  const undo = useCallback(() => {
    if (!last) return;
    setDone((before) => before.slice(0, -1));
    setBack((before) => [last.card, ...before]);
    save.mutate({ id: last.card.contact.id, tie: takenBack(last.card) });
  }, [last, save]);

  return (
    <Page
      title="Who matters to you?"
      lead="Sort as many as you like; stop whenever you want. Nobody sees this but you."
    >
      <Shown query={query} loading={<Loading rows={1} tall />}>
        {({ sorted, remaining }) => {
          const known = done.filter(({ card: one }) => query.data?.items.includes(one)).length;
          const left = Math.max(0, remaining - known);
          if (sorted + remaining === 0) return <NobodyYet />;
          return (
            <>
              <div className={styles.progress}>
                <Progress label="Sorted" value={(sorted + known) / Math.max(1, sorted + remaining)} />
                <p>{left === 0 ? 'All sorted' : `${count(left, 'person', 'people')} to go`}</p>
              </div>
              {card ? (
                <TriageDeck key={card.contact.id} card={card} next={next} decide={decide} undo={last ? undo : null} />
              ) : (
                <Empty icon={PartyPopper} title={done.length > 0 ? 'Well sorted' : 'Nobody to sort'} action={onward}>
                  Today now knows whom to bring you first.
                </Empty>
              )}
            </>
          );
        }}
      </Shown>
    </Page>
  );
}

const NobodyYet = () => (
  <Empty
    icon={UserPlus}
    title="Nobody to sort yet"
    action={
      <ButtonLink look="filled" to="/imports">
        Import an address book
      </ButtonLink>
    }
  >
    Bring the people you know first; then sort them here, one card at a time.
  </Empty>
);
