import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { ApiProblem, offlineProblem } from '@/shared/api/problem';
import type { Encounter, NewEncounter } from '@/shared/api/types';
import { offline, type WaitingEncounter } from '@/shared/offline/database';
import { emptyDraft, fromWaiting, toWaiting } from './capture_draft';
import { keepWaiting, onOutboxChange, sendAgain, sendAll, sendNow, waitingOf, type Sender } from './outbox';

const now = new Date('2026-11-22T10:00:00Z');
const ada = 'member-ada';
const grace = { id: 'grace', name: 'Grace' };

const waiting = (key: string, note: string, people = [grace] as { id: string | null; name: string }[]) =>
  toWaiting({ ...emptyDraft, people, note }, ada, key, now);

/** A server that keeps what it got by Idempotency-Key, and may be away. */
function server() {
  const encounters = new Map<string, NewEncounter>();
  const contacts = new Map<string, string>();
  const state = { away: false, refuse: null as ApiProblem | null };
  const sender: Sender = {
    createContact: vi.fn((name: string, key: string) => {
      if (state.away) return Promise.reject(offlineProblem());
      contacts.set(key, name);
      return Promise.resolve({ id: `new-${name}` });
    }),
    createEncounter: vi.fn((body: NewEncounter, key: string) => {
      if (state.away) return Promise.reject(offlineProblem());
      if (state.refuse && !body.no_patient_confirmed) return Promise.reject(state.refuse);
      encounters.set(key, body);
      return Promise.resolve({ id: key } as Encounter);
    }),
  };
  return { sender, encounters, contacts, state };
}

/** One that waited, and was refused when it went. */
async function refusedLater(one: WaitingEncounter, sender: Sender): Promise<WaitingEncounter> {
  await keepWaiting(one);
  await sendAll(ada, sender);
  const [refused] = await waitingOf(ada);
  if (!refused?.refusal) throw new Error('it was not refused');
  return refused;
}

const patient = new ApiProblem({
  type: 'about:blank',
  title: 'This looks like a patient',
  status: 422,
  code: 'patient_identifier',
  field: '$.note',
});

beforeEach(async () => {
  await (await offline()).clear('waiting');
});

describe('the outbox', () => {
  it('sends at once when the network is there, and keeps nothing', async () => {
    const { sender, encounters } = server();
    expect((await sendNow(waiting('k1', 'hello'), sender)).kind).toBe('sent');
    expect(encounters.get('k1')?.note).toBe('hello');
    expect(await waitingOf(ada)).toEqual([]);
  });

  it('keeps what cannot go, and sends it in order when the network is back, with the same key', async () => {
    const { sender, encounters, state } = server();
    state.away = true;
    expect((await sendNow(waiting('k1', 'first'), sender)).kind).toBe('waiting');
    await sendNow({ ...waiting('k2', 'second'), createdAt: '2026-11-22T11:00:00Z' }, sender);
    expect(await waitingOf(ada)).toHaveLength(2);

    state.away = false;
    expect(await sendAll(ada, sender)).toBe(2);
    expect([...encounters.keys()]).toEqual(['k1', 'k2']);
    expect(await waitingOf(ada)).toEqual([]);
  });

  it('creates a new person once, even when the encounter has to wait', async () => {
    const { sender, contacts, encounters, state } = server();
    const one = waiting('k1', 'met', [grace, { id: null, name: 'Tom' }]);
    const createEncounter = vi.mocked(sender.createEncounter);
    createEncounter.mockRejectedValueOnce(offlineProblem());
    expect((await sendNow(one, sender)).kind).toBe('waiting');
    expect([...contacts.values()]).toEqual(['Tom']);

    state.away = false;
    await sendAll(ada, sender);
    expect(vi.mocked(sender.createContact)).toHaveBeenCalledTimes(1);
    expect(encounters.get('k1')?.with).toEqual(['grace', 'new-Tom']);
  });

  it('loses nothing that is refused, says why, and does not hold up the rest', async () => {
    const { sender, encounters, state } = server();
    state.refuse = patient;
    await keepWaiting(waiting('k1', 'Mrs Jones 943 476 5919'));
    expect(await sendAll(ada, sender)).toBe(0);
    state.refuse = null;
    await keepWaiting(waiting('k2', 'fine'));
    expect(await sendAll(ada, sender)).toBe(1);
    expect(encounters.has('k1')).toBe(false);
    const [refused] = await waitingOf(ada);
    expect(refused?.body.note).toBe('Mrs Jones 943 476 5919');
    expect(refused?.refusal?.code).toBe('patient_identifier');
  });

  it('hands what is refused at once back to its sheet, and keeps it nowhere else', async () => {
    const { sender, state } = server();
    state.refuse = patient;
    const refused = await sendNow(waiting('k1', 'Mrs Jones', [grace, { id: null, name: 'Tom' }]), sender);
    expect(refused).toMatchObject({
      kind: 'refused',
      waiting: { newPeople: [], body: { with: ['grace', 'new-Tom'] } },
    });
    expect(await waitingOf(ada)).toEqual([]);
  });

  it('is seen to wait only when it could not go at once', async () => {
    const { sender, state } = server();
    const seen: number[] = [];
    const stop = onOutboxChange(() => void waitingOf(ada).then(({ length }) => seen.push(length)));
    await sendNow(waiting('k1', 'hello'), sender);
    state.refuse = patient;
    await sendNow(waiting('k2', 'Mrs Jones'), sender);
    await waitingOf(ada);
    expect(seen).toEqual([0, 0]);
    state.away = true;
    await sendNow(waiting('k3', 'hello'), sender);
    await waitingOf(ada);
    expect(seen).toEqual([0, 0, 1]);
    stop();
  });

  it('takes no fault of its own for a refusal', async () => {
    const { sender } = server();
    vi.mocked(sender.createEncounter).mockRejectedValueOnce(new DOMException('Aborted', 'AbortError'));
    expect((await sendNow(waiting('k1', 'hello'), sender)).kind).toBe('waiting');
    expect(await waitingOf(ada)).toMatchObject([{ key: 'k1', refusal: null }]);
    expect(await sendAll(ada, sender)).toBe(1);
  });

  it('sends what was refused once its writer says that there is no patient in it, and no person twice', async () => {
    const { sender, contacts, encounters, state } = server();
    state.refuse = patient;
    const refused = await refusedLater(waiting('k1', 'bed 943 476 5919', [grace, { id: null, name: 'Tom' }]), sender);
    expect((await sendAgain(refused, {}, sender)).kind).toBe('refused');
    const [kept, ...more] = await waitingOf(ada);
    if (!kept) throw new Error('it is lost');
    expect(more).toEqual([]);
    expect((await sendAgain(kept, { no_patient_confirmed: true }, sender)).kind).toBe('sent');
    expect(await waitingOf(ada)).toEqual([]);
    expect([...encounters.values()]).toMatchObject([{ with: ['grace', 'new-Tom'], note: 'bed 943 476 5919' }]);
    expect([...contacts.values()]).toEqual(['Tom']);
  });

  it('sends nothing a second time that another tab has sent', async () => {
    const { sender, encounters } = server();
    const refused = { ...waiting('k1', 'bed 943 476 5919'), refusal: { code: 'patient_identifier', text: 'x' } };
    await keepWaiting(refused);
    const seenInTwoTabs = [refused, refused];
    for (const seen of seenInTwoTabs) await sendAgain(seen, { no_patient_confirmed: true }, sender);
    expect(encounters.size).toBe(1);
    expect(await waitingOf(ada)).toEqual([]);
  });

  it('keeps what its writer confirmed while the network is away, and asks nothing again', async () => {
    const { sender, encounters, state } = server();
    state.refuse = patient;
    const refused = await refusedLater(waiting('k1', 'bed 943 476 5919'), sender);
    state.away = true;
    expect((await sendAgain(refused, { no_patient_confirmed: true }, sender)).kind).toBe('waiting');
    state.away = false;
    expect(await sendAll(ada, sender)).toBe(1);
    expect(encounters.size).toBe(1);
  });

  it("says of a new person's name, too, that no patient is in it", async () => {
    const { sender } = server();
    const one = waiting('k1', 'x', [{ id: null, name: 'Tom 943 476 5919' }]);
    await sendNow({ ...one, body: { ...one.body, no_patient_confirmed: true } }, sender);
    expect(sender.createContact).toHaveBeenCalledWith('Tom 943 476 5919', 'k1-0', { no_patient_confirmed: true });
  });

  it('waits for the next sign-in when the session ended', async () => {
    const { sender, state } = server();
    state.refuse = new ApiProblem({ type: 'about:blank', title: 'x', status: 401, code: 'unauthenticated' });
    expect((await sendNow(waiting('k1', 'x'), sender)).kind).toBe('waiting');
    expect((await waitingOf(ada))[0]?.refusal).toBeNull();
  });

  it("never sends another member's", async () => {
    const { sender, encounters } = server();
    await keepWaiting({ ...waiting('k1', 'private'), memberId: 'member-tom' });
    expect(await sendAll(ada, sender)).toBe(0);
    expect(encounters.size).toBe(0);
  });
});

describe('an encounter on its way', () => {
  it('says when a promise is due, in a week if nothing was said', () => {
    const body = toWaiting({ ...emptyDraft, people: [grace], promise: ' Send the form ' }, ada, 'k', now).body;
    expect(body.promises).toEqual([{ text: 'Send the form', due: '2026-11-29' }]);
    expect(body.needs).toBeUndefined();
  });

  it('comes back into the sheet as it was', () => {
    const draft = {
      ...emptyDraft,
      people: [grace, { id: 'ida', name: 'Ida' }, { id: null, name: 'Tom' }],
      when: '2026-11-20T09:30',
      note: 'n',
      needs: 'a\nb',
      promise: 'p',
      promiseDue: '2026-12-01',
    };
    expect(fromWaiting(toWaiting(draft, ada, 'k', now))).toEqual(draft);
  });

  it('keeps every name with its person, whoever was named first', () => {
    const people = [{ id: null, name: 'Tom' }, grace];
    expect(fromWaiting(toWaiting({ ...emptyDraft, people }, ada, 'k', now)).people).toEqual([grace, people[0]]);
  });
});
