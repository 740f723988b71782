import { useEffect } from 'react';
import { api, ask } from '@/shared/api/client';
import { keepDraft, keptDraft } from '@/shared/offline/drafts';
import { keepPeople } from '@/shared/offline/people';

const pages = 10;
const pageSize = 500;
const restBefore = 5_000;
const dayMs = 86_400_000;

async function fill(memberId: string, signal: AbortSignal): Promise<void> {
  const place = `people-kept:${memberId}`;
  const last = (await keptDraft<number>(place)) ?? 0;
  if (Date.now() - last < dayMs) return;
  let cursor: string | null = null;
  for (let page = 0; page < pages && !signal.aborted; page++) {
    const query: { limit: number; cursor?: string } = { limit: pageSize, ...(cursor && { cursor }) };
    const found = await ask(api.GET('/contacts', { params: { query }, signal }));
    await keepPeople(found.items);
    cursor = found.next_cursor;
    if (cursor === null) break;
  }
  await keepDraft(place, Date.now());
}

/** Once a day, quietly, brings people to this browser, so that they can be found while it is offline. */
export function usePeopleOffline(memberId: string): void {
  useEffect(() => {
    const leaving = new AbortController();
    const timer = setTimeout(() => void fill(memberId, leaving.signal).catch(() => undefined), restBefore);
    return () => {
      clearTimeout(timer);
      leaving.abort();
    };
  }, [memberId]);
}
