import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, ask } from '@/shared/api/client';
import type { Channel, Today, TodayItem } from '@/shared/api/types';
import { say, sayProblem } from '@/shared/ui/toast';
import { useSave } from '@/shared/ui/use_save';
import { words } from './words';

export const todayQuery = queryOptions({
  queryKey: ['today', 'five'],
  queryFn: ({ signal }) => ask(api.GET('/today', { signal })),
});

export const allOfTodayQuery = queryOptions({
  queryKey: ['today', 'all'],
  queryFn: ({ signal }) => ask(api.GET('/today', { params: { query: { all: true } }, signal })),
});

const at = (item: TodayItem) => ({ params: { path: { id: item.id } } });

export interface Writing {
  item: TodayItem;
  channel: Channel;
  note: string;
}

/** What can be done with an item. Each step is said in passing, with the way back. */
export function useTodaySteps() {
  const client = useQueryClient();
  const show = (today: Today): void => {
    client.setQueryData(['today', 'five'], today);
    void client.invalidateQueries({ queryKey: ['today', 'all'] });
  };

  const reopen = useMutation({
    mutationFn: (item: TodayItem) => ask(api.DELETE('/today/items/{id}/completion', at(item))),
    onSuccess: show,
    onError: sayProblem,
  });
  const stepped = (text: (item: TodayItem) => string) => ({
    onSuccess: (today: Today, { item }: { item: TodayItem }) => {
      show(today);
      say(text(item), () => reopen.mutate(item));
    },
    onError: sayProblem,
  });

  const complete = useMutation({
    mutationFn: ({ item }: { item: TodayItem }) => ask(api.PUT('/today/items/{id}/completion', at(item))),
    ...stepped(words.wasDone),
  });
  const snooze = useMutation({
    mutationFn: ({ item, until }: { item: TodayItem; until: string }) =>
      ask(api.PUT('/today/items/{id}/snooze', { ...at(item), body: { until } })),
    ...stepped(words.wasSnoozed),
  });
  const dismiss = useMutation({
    mutationFn: ({ item }: { item: TodayItem }) => ask(api.PUT('/today/items/{id}/dismissal', at(item))),
    ...stepped(words.wasDismissed),
  });
  const written = useSave<Writing, Today>({
    save: ({ item, channel, note }, confirmed) =>
      ask(
        api.PUT('/today/items/{id}/writing', {
          ...at(item),
          body: { channel, awaits_answer: channel === 'message', ...(note && { note }), ...confirmed },
        }),
      ),
    onSaved: (today, { item, channel }) => {
      show(today);
      say(channel === 'message' ? words.wasWritten(item) : words.wasTalked(item), () => reopen.mutate(item));
    },
  });

  return {
    complete: (item: TodayItem) => complete.mutate({ item }),
    snooze: (item: TodayItem, until: string) => snooze.mutate({ item, until }),
    dismiss: (item: TodayItem) => dismiss.mutate({ item }),
    reopen: (item: TodayItem) => reopen.mutate(item),
    written: (writing: Writing) => written.mutate(writing),
    busy: complete.isPending || snooze.isPending || dismiss.isPending || written.isPending || reopen.isPending,
  };
}

export type TodaySteps = ReturnType<typeof useTodaySteps>;
