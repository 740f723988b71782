import type { QueryClient } from '@tanstack/react-query';
import type { Entity } from '@/shared/api/queries';

/** What a change of an entity can alter on the pages, by the first word of the query keys. */
const shownBy: Record<string, readonly Entity[]> = {
  contact: ['contact', 'timeline', 'today', 'triage', 'circle', 'organisation', 'introduction'],
  tie: ['tie', 'contact', 'today', 'triage'],
  encounter: ['encounter', 'timeline', 'contact', 'follow_up', 'today'],
  follow_up: ['follow_up', 'timeline', 'today'],
  circle: ['circle', 'contact'],
  goal: ['goal', 'today'],
  import: ['import'],
  acquaintance: ['acquaintance', 'introduction', 'today'],
  my_card: ['my_card'],
  today: ['today', 'introduction'],
};

export function invalidate(client: QueryClient, entities: Iterable<string>): void {
  const shown = new Set<Entity>();
  for (const entity of entities) shownBy[entity]?.forEach((name) => shown.add(name));
  if (shown.size === 0) return;
  void client.invalidateQueries({ predicate: ({ queryKey }) => shown.has(queryKey[0] as Entity) });
}

/** After an unknown number of missed changes. */
export function invalidateAll(client: QueryClient): void {
  void client.invalidateQueries();
}
