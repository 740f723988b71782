import { useQuery } from '@tanstack/react-query';
import Layers from 'lucide-react/icons/layers';
import PartyPopper from 'lucide-react/icons/party-popper';
import Sprout from 'lucide-react/icons/sprout';
import UserPlus from 'lucide-react/icons/user-plus';
import { useState, type ReactNode } from 'react';
import type { Today, TodayItem } from '@/shared/api/types';
import { weekdayAndDate } from '@/shared/text/dates';
import { Button, ButtonLink } from '@/shared/ui/button';
import { Page } from '@/shared/ui/page';
import { Empty, Loading, Shown } from '@/shared/ui/states';
import { DidYouWrite } from './did_you_write';
import { useLeaving } from './leaving';
import { allOfTodayQuery, todayQuery, useTodaySteps } from './today_api';
import { TodayCard } from './today_card';
import styles from './today_page.module.css';
import { titleOf, words } from './words';

interface TodayPageProps {
  /** There is nobody in the address book, so the list cannot fill. */
  nobodyYet: boolean;
  /** So many people wait to be sorted, and none was sorted yet. */
  unsorted: number;
  /** Beside the list on laptops. */
  aside: ReactNode;
}

/** The day's list. */
export function TodayPage(props: TodayPageProps) {
  const today = useQuery(todayQuery);
  return (
    <Shown
      query={today}
      loading={
        <Page title="Today">
          <Loading rows={3} tall />
        </Page>
      }
    >
      {(data) => <TodayList today={data} {...props} />}
    </Shown>
  );
}

function TodayList({ today, nobodyYet, unsorted, aside }: TodayPageProps & { today: Today }) {
  const [all, setAll] = useState(false);
  const everything = useQuery({ ...allOfTodayQuery, enabled: all });
  const steps = useTodaySteps();
  const leaving = useLeaving();
  const items = (all && everything.data?.items) || today.items;
  const [composing, setComposing] = useState<string | null>(null);
  // The page has one filled button: the first card's, or the composed message's.
  const isComposed = items.some(({ id, state }) => id === composing && state === 'open');
  const main = isComposed ? null : items.find(({ state }) => state === 'open')?.id;
  const card = (item: TodayItem) => (
    <TodayCard
      item={item}
      main={item.id === main}
      steps={steps}
      leave={leaving.leave}
      composing={item.id === composing}
      compose={(open) => setComposing(open ? item.id : null)}
    />
  );
  const finished = today.items.every(({ state }) => state !== 'open');

  return (
    <div className={styles.layout}>
      <Page title={titleOf(today)} lead={weekdayAndDate(today.date)}>
        {today.items.length === 0 && <Nothing nobodyYet={nobodyYet} unsorted={unsorted} />}
        {today.items.length > 0 && finished && (
          <Empty icon={PartyPopper} title={words.praiseTitle}>
            {words.praise}
          </Empty>
        )}
        {finished && today.extra && !nobodyYet && (
          <div className={styles.extra}>
            <p>{words.extra}</p>
            {card(today.extra)}
          </div>
        )}
        <ol className={styles.list}>
          {items.map((item) => (
            <li key={item.id}>{card(item)}</li>
          ))}
        </ol>
        {(today.more > 0 || all) && (
          <Button look="quiet" busy={all && everything.isPending} onClick={() => setAll(!all)}>
            {all ? words.fewer : words.more(today.more)}
          </Button>
        )}
      </Page>
      <aside className={styles.aside} aria-label="Around today">
        {aside}
      </aside>
      <DidYouWrite question={leaving.question} steps={steps} answered={leaving.answered} />
    </div>
  );
}

function Nothing({ nobodyYet, unsorted }: { nobodyYet: boolean; unsorted: number }) {
  if (nobodyYet) {
    return (
      <Empty
        icon={UserPlus}
        title={words.nobodyYetTitle}
        action={
          <ButtonLink look="filled" to="/welcome">
            {words.begin}
          </ButtonLink>
        }
      >
        {words.nobodyYet}
      </Empty>
    );
  }
  if (unsorted > 0) {
    return (
      <Empty
        icon={Layers}
        title={words.unsortedTitle}
        action={
          <ButtonLink look="filled" to="/triage">
            {words.sort}
          </ButtonLink>
        }
      >
        {words.unsorted(unsorted)}
      </Empty>
    );
  }
  return (
    <Empty icon={Sprout} title={words.emptyTitle}>
      {words.empty}
    </Empty>
  );
}
