import { QueryClient } from '@tanstack/react-query';
import { isPassing } from './problem';

/** Every query key starts with the entity it shows, so that a change of that entity finds it. */
export type Entity =
  | 'server'
  | 'me'
  | 'session'
  | 'token'
  | 'contact'
  | 'organisation'
  | 'specialty'
  | 'tie'
  | 'acquaintance'
  | 'introduction'
  | 'timeline'
  | 'my_card'
  | 'circle'
  | 'import'
  | 'encounter'
  | 'follow_up'
  | 'goal'
  | 'today'
  | 'triage';

export type EntityKey = readonly [Entity, ...unknown[]];

declare module '@tanstack/react-query' {
  interface Register {
    queryKey: EntityKey;
  }
}

export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        retry: (count, error) => count < 2 && isPassing(error),
        // Offline, a query answers from what is kept and fails at once instead of hanging.
        networkMode: 'always',
      },
      mutations: { networkMode: 'always' },
    },
  });
}
