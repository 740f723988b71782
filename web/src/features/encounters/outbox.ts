import { newKey } from '@/shared/api/new_key';
import { isPassing, isProblem, type ApiProblem } from '@/shared/api/problem';
import type { Encounter, NewEncounter } from '@/shared/api/types';
import { offline, type WaitingEncounter } from '@/shared/offline/database';

type Confirmation = Pick<NewEncounter, 'no_patient_confirmed'>;

/**
 * Encounters on their way to the server. Each is kept in the browser before it is first sent and forgotten only once
 * the server has it, so neither a dead network nor a closed app loses one; its key makes a repeated sending harmless.
 */
export interface Sender {
  createContact: (name: string, key: string, confirmed: Confirmation) => Promise<{ id: string }>;
  createEncounter: (body: NewEncounter, key: string) => Promise<Encounter>;
}

export type Outcome =
  | { kind: 'sent'; encounter: Encounter }
  | { kind: 'waiting' }
  /** As far as it came: people who are contacts by now are no longer new. */
  | { kind: 'refused'; problem: ApiProblem; waiting: WaitingEncounter };

const listeners = new Set<() => void>();
const changed = (): void => listeners.forEach((listener) => listener());

export function onOutboxChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export async function waitingOf(memberId: string): Promise<WaitingEncounter[]> {
  const all = await (await offline()).getAll('waiting');
  return all.filter((waiting) => waiting.memberId === memberId).sort((a, b) => a.createdAt.localeCompare(b.createdAt));
}

async function put(waiting: WaitingEncounter): Promise<void> {
  await (await offline()).put('waiting', waiting);
}

export async function keepWaiting(waiting: WaitingEncounter): Promise<void> {
  await put(waiting);
  changed();
}

export async function forgetWaiting(key: string): Promise<void> {
  await (await offline()).delete('waiting', key);
  changed();
}

/** Only a server refuses. A session that ended is no refusal either: it goes after the next sign-in. */
function isRefusal(error: unknown): error is ApiProblem {
  return isProblem(error) && !isPassing(error) && error.code !== 'unauthenticated';
}

/** Sends one that is kept; what could not go, or was refused, is kept still. */
async function send(waiting: WaitingEncounter, sender: Sender): Promise<Outcome> {
  let current = waiting;
  const { no_patient_confirmed } = waiting.body;
  const confirmed: Confirmation = no_patient_confirmed ? { no_patient_confirmed } : {};
  let encounter: Encounter;
  try {
    for (const name of waiting.newPeople) {
      const { id } = await sender.createContact(name, `${waiting.key}-${current.body.with.length}`, confirmed);
      // Kept step by step: a contact that exists must not be created again.
      current = {
        ...current,
        newPeople: current.newPeople.slice(1),
        body: { ...current.body, with: [...current.body.with, id] },
      };
      await put(current);
    }
    encounter = await sender.createEncounter(current.body, current.key);
  } catch (error) {
    if (!isRefusal(error)) return { kind: 'waiting' };
    const refusal = { code: error.code, text: error.message };
    return { kind: 'refused', problem: error, waiting: { ...current, refusal } };
  }
  // Where it cannot be forgotten it is sent once more some time, which its key makes harmless.
  await forgetWaiting(current.key).catch(() => undefined);
  return { kind: 'sent', encounter };
}

const lockName = 'confrere-outbox';
// Over plain HTTP there are no locks; the server still takes each key only once.
const locks = (): LockManager | undefined => navigator.locks as LockManager | undefined;

async function onlyOneTab<T>(work: () => Promise<T>): Promise<T> {
  const here = locks();
  return here ? await here.request(lockName, work) : await work();
}

/** Does nothing where another is at it, in whichever tab: attempts that wait for one another would hold up the next. */
async function unlessAnotherDoes(work: () => Promise<number>): Promise<number> {
  const here = locks();
  if (!here) return work();
  return here.request(lockName, { ifAvailable: true }, async (lock) => (lock ? await work() : 0));
}

/** Sends everything that waits and was not refused; stops at the first that cannot go now. */
export function sendAll(memberId: string, sender: Sender): Promise<number> {
  return unlessAnotherDoes(async () => {
    let sent = 0;
    for (const waiting of await waitingOf(memberId)) {
      if (waiting.refusal) continue;
      const outcome = await send(waiting, sender);
      if (outcome.kind === 'waiting') break;
      if (outcome.kind === 'refused') await keepWaiting(outcome.waiting);
      if (outcome.kind === 'sent') sent++;
    }
    changed(); // another tab may have sent what is seen to wait here
    return sent;
  });
}

/** Puts `again` in the place of what waits under `key`; false where nothing does any more. */
async function replace(key: string, again: WaitingEncounter): Promise<boolean> {
  const { store, done } = (await offline()).transaction('waiting', 'readwrite');
  const is = (await store.getKey(key)) !== undefined;
  if (is) await Promise.all([store.delete(key), store.put(again)]);
  await done;
  return is;
}

/**
 * Sends one that was refused once more, under a new key, with what its writer says to it now. What another tab has sent
 * or changed meanwhile stays as it is there: `waiting`.
 */
export function sendAgain(refused: WaitingEncounter, confirmed: Confirmation, sender: Sender): Promise<Outcome> {
  return onlyOneTab(async () => {
    const again = { ...refused, key: newKey(), body: { ...refused.body, ...confirmed }, refusal: null };
    if (!(await replace(refused.key, again))) {
      changed();
      return { kind: 'waiting' };
    }
    const outcome = await send(again, sender);
    if (outcome.kind === 'refused') await put(outcome.waiting);
    changed();
    return outcome;
  });
}

/**
 * Sends one that somebody just wrote. It is seen to wait only once it could not go; what is refused is handed back to
 * its sheet, which still has everything, and kept nowhere else.
 */
export function sendNow(waiting: WaitingEncounter, sender: Sender): Promise<Outcome> {
  return onlyOneTab(async () => {
    await put(waiting);
    const outcome = await send(waiting, sender);
    if (outcome.kind === 'waiting') changed();
    if (outcome.kind === 'refused') await forgetWaiting(waiting.key);
    return outcome;
  });
}
