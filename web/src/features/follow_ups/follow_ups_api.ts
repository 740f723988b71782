import { infiniteQueryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, ask } from '@/shared/api/client';
import type { FollowUp } from '@/shared/api/types';
import { invalidate } from '@/shared/live/invalidate';
import { say, sayProblem } from '@/shared/ui/toast';

export type FollowUpState = FollowUp['state'];

export const followUpsQuery = (state: FollowUpState) =>
  infiniteQueryOptions({
    queryKey: ['follow_up', state],
    queryFn: ({ signal, pageParam }) =>
      ask(
        api.GET('/follow_ups', {
          params: { query: { state, limit: 50, ...(pageParam && { cursor: pageParam }) } },
          signal,
        }),
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.next_cursor,
  });

const at = (id: string) => ({ params: { path: { id } } });

export function useFollowUpSteps() {
  const client = useQueryClient();
  const refresh = (): void => invalidate(client, ['follow_up']);
  const reopen = useMutation({
    mutationFn: (followUp: FollowUp) => ask(api.DELETE('/follow_ups/{id}/completion', at(followUp.id))),
    onSuccess: refresh,
    onError: sayProblem,
  });
  const complete = useMutation({
    mutationFn: (followUp: FollowUp) => ask(api.PUT('/follow_ups/{id}/completion', at(followUp.id))),
    onSuccess: (_, followUp) => {
      refresh();
      say(`Done: ${followUp.text}`, () => reopen.mutate(followUp));
    },
    onError: sayProblem,
  });
  const snooze = useMutation({
    mutationFn: ({ followUp, until }: { followUp: FollowUp; until: string }) =>
      ask(api.PUT('/follow_ups/{id}/snooze', { ...at(followUp.id), body: { until } })),
    onSuccess: () => {
      refresh();
      say('It comes back later.');
    },
    onError: sayProblem,
  });
  const letGo = useMutation({
    mutationFn: (followUp: FollowUp) => ask(api.PUT('/follow_ups/{id}/dropping', at(followUp.id))),
    onSuccess: (_, followUp) => {
      refresh();
      say('Let go.', () => reopen.mutate(followUp));
    },
    onError: sayProblem,
  });
  const remove = useMutation({
    mutationFn: (followUp: FollowUp) => ask(api.DELETE('/follow_ups/{id}', at(followUp.id))),
    onSuccess: () => {
      refresh();
      say('Deleted.');
    },
    onError: sayProblem,
  });
  return {
    complete: (followUp: FollowUp) => complete.mutate(followUp),
    reopen: (followUp: FollowUp) => reopen.mutate(followUp),
    snooze: (followUp: FollowUp, until: string) => snooze.mutate({ followUp, until }),
    letGo: (followUp: FollowUp) => letGo.mutate(followUp),
    remove: (followUp: FollowUp) => remove.mutate(followUp),
  };
}
