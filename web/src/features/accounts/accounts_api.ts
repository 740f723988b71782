import { queryOptions, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { api, ask } from '@/shared/api/client';
import type { Me } from '@/shared/api/types';
import { forgetKept } from '@/shared/offline/database';

export const serverQuery = queryOptions({
  queryKey: ['server'],
  queryFn: ({ signal }) => ask(api.GET('/server', { signal })),
  staleTime: 300_000,
});

export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: ({ signal }) => ask(api.GET('/me', { signal })),
  staleTime: 300_000,
});

export const sessionsQuery = queryOptions({
  queryKey: ['session'],
  queryFn: async ({ signal }) => (await ask(api.GET('/sessions', { signal }))).items,
});

export const tokensQuery = queryOptions({
  queryKey: ['token'],
  queryFn: async ({ signal }) => (await ask(api.GET('/tokens', { signal }))).items,
});

/** The signed-in member; REQUIRES a page behind the sign-in. */
export function useMe(): Me {
  const me = useQueryClient().getQueryData<Me>(['me']);
  if (!me) throw new Error('Nobody is signed in');
  return me;
}

/** Nothing that another account saw may stay on the screen; who comes back finds the page as it was. */
export function becomeMember(client: QueryClient, me: Me): void {
  const before = client.getQueryData<Me>(['me']);
  if (before?.member.id !== me.member.id) {
    client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'server' && queryKey[0] !== 'me' });
  }
  client.setQueryData(['me'], me);
}

export async function leave(client: QueryClient, everywhere: boolean): Promise<void> {
  // What is still being asked for would be answered with the question to sign in again.
  await client.cancelQueries();
  await ask(everywhere ? api.DELETE('/sessions') : api.DELETE('/session'));
  await forgetKept();
  // A new page has none of the answers in memory; emptying them here would take them from under the page that shows them.
  location.assign('/');
}

export const browserTimeZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;
