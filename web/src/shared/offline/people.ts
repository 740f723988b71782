import type { ContactSummary } from '@/shared/api/types';
import { offline, type KnownPerson } from './database';

/** People seen lately, so that somebody can be found while the phone is offline. */
const kept = 5000;

type Seen = Pick<ContactSummary, 'id' | 'name'> & { headline?: string };

export async function keepPeople(people: readonly Seen[]): Promise<void> {
  const database = await offline();
  const writing = database.transaction('people', 'readwrite');
  const seen = Date.now();
  await Promise.all(
    people.map(({ id, name, headline }) => writing.store.put({ id, name, headline: headline ?? '', seen })),
  );
  const surplus = (await writing.store.count()) - kept;
  if (surplus > 0) {
    let oldest = await writing.store.index('seen').openCursor();
    for (let i = 0; i < surplus && oldest; i++) {
      await oldest.delete();
      oldest = await oldest.continue();
    }
  }
  await writing.done;
}

const folded = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** Every word typed must begin a word of the name or headline. */
export function fits(person: Pick<KnownPerson, 'name' | 'headline'>, query: string): boolean {
  const words = folded(`${person.name} ${person.headline}`).split(/[\s,-]+/);
  return folded(query)
    .split(/\s+/)
    .filter(Boolean)
    .every((typed) => words.some((word) => word.startsWith(typed)));
}

export async function findKept(query: string, limit: number): Promise<KnownPerson[]> {
  const all = await (await offline()).getAll('people');
  const fitting = all.filter((person) => fits(person, query));
  return fitting.sort((a, b) => b.seen - a.seen || a.name.localeCompare(b.name)).slice(0, limit);
}
