import { infiniteQueryOptions, useInfiniteQuery } from '@tanstack/react-query';
import Import from 'lucide-react/icons/import';
import MessageSquare from 'lucide-react/icons/message-square';
import Phone from 'lucide-react/icons/phone';
import Sparkles from 'lucide-react/icons/sparkles';
import Users from 'lucide-react/icons/users';
import Video from 'lucide-react/icons/video';
import ListChecks from 'lucide-react/icons/list-checks';
import { createElement, useState } from 'react';
import { FollowUpForm } from '@/features/follow_ups/follow_up_form';
import { FollowUpRow } from '@/features/follow_ups/follow_up_row';
import { api, ask } from '@/shared/api/client';
import type { Channel, ContactRef, TimelineItem } from '@/shared/api/types';
import { localDate, longDate, today } from '@/shared/text/dates';
import { partialDateInWords } from '@/shared/text/partial_date';
import { Button, type Icon } from '@/shared/ui/button';
import { Section } from '@/shared/ui/page';
import { Shown } from '@/shared/ui/states';
import { EncounterEntry } from './encounter_entry';
import styles from './timeline.module.css';

const timelineQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: ['timeline', id],
    queryFn: ({ signal, pageParam }) =>
      ask(
        api.GET('/contacts/{id}/timeline', {
          params: { path: { id }, query: { limit: 30, ...(pageParam && { cursor: pageParam }) } },
          signal,
        }),
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.next_cursor,
  });

const channelIcons: Record<Channel, Icon> = { in_person: Users, call: Phone, video: Video, message: MessageSquare };

function iconOf(item: TimelineItem): Icon {
  if (item.encounter) return channelIcons[item.encounter.channel];
  if (item.follow_up) return ListChecks;
  return item.kind === 'imported' ? Import : Sparkles;
}

/** Encounters, follow-ups and how it began, newest first. */
export function Timeline({ contact }: { contact: ContactRef }) {
  const query = useInfiniteQuery(timelineQuery(contact.id));
  const [adding, setAdding] = useState(false);
  return (
    <Section
      title="Timeline"
      actions={
        !adding && (
          <Button look="quiet" onClick={() => setAdding(true)}>
            Add a follow-up
          </Button>
        )
      }
    >
      {adding && (
        <div className={styles.form}>
          <FollowUpForm contact={contact} done={() => setAdding(false)} />
        </div>
      )}
      <Shown query={query}>
        {({ pages }) => {
          const items = pages.flatMap((page) => page.items);
          if (items.length === 0)
            return <p className={styles.none}>Nothing yet. Your first encounter begins the story.</p>;
          return (
            <ol className={styles.timeline}>
              {items.map((item, index) => (
                <Entry key={item.encounter?.id ?? item.follow_up?.id ?? index} item={item} contact={contact} />
              ))}
            </ol>
          );
        }}
      </Shown>
      {query.hasNextPage && (
        <Button look="quiet" busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          Show earlier
        </Button>
      )}
    </Section>
  );
}

// How people met may be known to the year only, or not at all.
function whenInWords({ kind, at, date }: TimelineItem): string {
  if (kind === 'met') return date ? partialDateInWords(date) : '';
  return longDate(localDate(at), today());
}

function Entry({ item, contact }: { item: TimelineItem; contact: ContactRef }) {
  return (
    <li className={styles.entry}>
      <span className={styles.icon}>{createElement(iconOf(item), { size: 16, 'aria-hidden': true })}</span>
      <div className={styles.body}>
        {item.encounter && <EncounterEntry encounter={item.encounter} contact={contact} />}
        {item.follow_up && (
          <div className={styles.followUp}>
            <FollowUpRow followUp={item.follow_up} person={false} />
          </div>
        )}
        {item.text && !item.encounter && !item.follow_up && (
          <p>
            {item.text} <span className={styles.when}>{whenInWords(item)}</span>
          </p>
        )}
      </div>
    </li>
  );
}
