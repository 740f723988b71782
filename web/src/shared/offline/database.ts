import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { NewEncounter } from '@/shared/api/types';

/** An encounter that waits to be sent. People who are not yet contacts are named in `newPeople`. */
export interface WaitingEncounter {
  /** The Idempotency-Key; the keys of new people derive from it. */
  key: string;
  memberId: string;
  body: Omit<NewEncounter, 'with'> & { with: string[] };
  newPeople: string[];
  /** The names of all of them: those of `body.with` in its order, then `newPeople`. */
  people: string[];
  createdAt: string;
  /** Why the server refused it: the writer has to look at it before it is sent again. */
  refusal: { code: string; text: string; field?: string; start?: number; end?: number } | null;
}

export interface KnownPerson {
  id: string;
  name: string;
  headline: string;
  /** When it was last seen here, in milliseconds. */
  seen: number;
}

interface Schema extends DBSchema {
  waiting: { key: string; value: WaitingEncounter };
  drafts: { key: string; value: unknown };
  people: { key: string; value: KnownPerson; indexes: { seen: number } };
  answers: { key: string; value: unknown };
}

export type Offline = IDBPDatabase<Schema>;

let opened: Promise<Offline> | null = null;

/** What this browser keeps to work offline. Emptied at sign-out, except what waits to be sent. */
export function offline(): Promise<Offline> {
  opened ??= openDB<Schema>('confrere', 1, {
    upgrade(database) {
      database.createObjectStore('waiting', { keyPath: 'key' });
      database.createObjectStore('drafts');
      database.createObjectStore('people', { keyPath: 'id' }).createIndex('seen', 'seen');
      database.createObjectStore('answers');
    },
    terminated() {
      opened = null;
    },
  });
  return opened;
}

export async function forgetKept(): Promise<void> {
  const database = await offline();
  await Promise.all([database.clear('people'), database.clear('answers'), database.clear('drafts')]);
}
