import type { QueryClient } from '@tanstack/react-query';
import type { EntityKey } from '@/shared/api/queries';
import { offline } from './database';

/** The answers that a page opened offline starts from. */
const keptKeys: EntityKey[] = [['me'], ['server'], ['today', 'five'], ['follow_up', 'open']];
const nameOf = (key: readonly unknown[]): string => JSON.stringify(key);
const keptNames = new Set(keptKeys.map(nameOf));

/** Fills the cache with what was kept; it counts as old, so that it is asked anew at once. */
export async function restoreAnswers(client: QueryClient): Promise<void> {
  const database = await offline();
  await Promise.all(
    keptKeys.map(async (key) => {
      const answer = await database.get('answers', nameOf(key));
      if (answer !== undefined) client.setQueryData(key, answer, { updatedAt: 0 });
    }),
  );
}

export function keepAnswers(client: QueryClient): void {
  client.getQueryCache().subscribe((event) => {
    if (event.type !== 'updated' || event.action.type !== 'success') return;
    const name = nameOf(event.query.queryKey);
    const data: unknown = event.query.state.data;
    if (keptNames.has(name)) void offline().then((database) => database.put('answers', data, name));
  });
}
