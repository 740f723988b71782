import type { BegunBy, Channel, ContactRef, Depth, NewEncounter } from '@/shared/api/types';
import { addDays, localDate } from '@/shared/text/dates';
import type { WaitingEncounter } from '@/shared/offline/database';

/** A person of the encounter; without an id it is somebody new. */
export interface DraftPerson {
  id: string | null;
  name: string;
}

export interface CaptureDraft {
  state: 'held' | 'planned';
  people: DraftPerson[];
  /** What `datetime-local` holds; empty means now. */
  when: string;
  channel: Channel;
  depth: Depth;
  begunBy: BegunBy;
  awaitsAnswer: boolean;
  place: string;
  note: string;
  needs: string;
  promise: string;
  promiseDue: string;
}

export const emptyDraft: CaptureDraft = {
  state: 'held',
  people: [],
  when: '',
  channel: 'in_person',
  depth: 'conversation',
  begunBy: 'me',
  awaitsAnswer: false,
  place: '',
  note: '',
  needs: '',
  promise: '',
  promiseDue: '',
};

/** A channel brings its own likely answers: one's own message waits for one, and is rarely deep. */
export function withChannel(draft: CaptureDraft, channel: Channel): CaptureDraft {
  const message = channel === 'message';
  return {
    ...draft,
    channel,
    depth: message && draft.depth === 'conversation' ? 'passing' : draft.depth,
    awaitsAnswer: message && draft.begunBy === 'me',
  };
}

export const isBlank = (draft: CaptureDraft): boolean =>
  draft.people.length === 0 && !draft.note && !draft.promise && !draft.needs && !draft.place;

const lines = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);

/** How the request and the kept encounter look. `key` must be new whenever the content is. */
export function toWaiting(draft: CaptureDraft, memberId: string, key: string, now: Date): WaitingEncounter {
  const at = draft.when ? new Date(draft.when) : now;
  const held = draft.state === 'held';
  const body: Omit<NewEncounter, 'with'> = {
    state: draft.state,
    happened_at: at.toISOString(),
    channel: draft.channel,
    depth: draft.depth,
    begun_by: draft.begunBy,
    ...(held && draft.awaitsAnswer && { awaits_answer: true }),
    ...(draft.place.trim() && { place: draft.place.trim() }),
    ...(draft.note.trim() && { note: draft.note.trim() }),
    ...(draft.needs.trim() && { needs: lines(draft.needs) }),
    ...(draft.promise.trim() && {
      promises: [{ text: draft.promise.trim(), due: draft.promiseDue || addDays(localDate(now), 7) }],
    }),
  };
  const known = draft.people.flatMap(({ id, name }) => (id === null ? [] : [{ id, name }]));
  const fresh = draft.people.flatMap(({ id, name }) => (id === null ? [name] : []));
  return {
    key,
    memberId,
    body: { ...body, with: known.map(({ id }) => id) },
    newPeople: fresh,
    people: [...known.map(({ name }) => name), ...fresh],
    createdAt: now.toISOString(),
    refusal: null,
  };
}

const twoDigits = (n: number): string => String(n).padStart(2, '0');

/** Back into the sheet, to be looked at again. */
export function fromWaiting({ body, people, newPeople }: WaitingEncounter): CaptureDraft {
  const at = new Date(body.happened_at ?? Date.now());
  const known = people
    .slice(0, body.with.length)
    .map((name, index): DraftPerson => ({ id: body.with[index] ?? null, name }));
  return {
    ...emptyDraft,
    state: body.state ?? 'held',
    people: [...known, ...newPeople.map((name) => ({ id: null, name }))],
    when: `${localDate(at)}T${twoDigits(at.getHours())}:${twoDigits(at.getMinutes())}`,
    channel: body.channel ?? 'in_person',
    depth: body.depth ?? 'conversation',
    begunBy: body.begun_by ?? 'me',
    awaitsAnswer: body.awaits_answer ?? false,
    place: body.place ?? '',
    note: body.note ?? '',
    needs: body.needs?.join('\n') ?? '',
    promise: body.promises?.[0]?.text ?? '',
    promiseDue: body.promises?.[0]?.due ?? '',
  };
}

/**
 * The draft, in which the first new people of `sent` are the contacts that were made of them before `refused` came back.
 * Whatever else was changed meanwhile stays.
 */
export function withMade(draft: CaptureDraft, sent: WaitingEncounter, refused: WaitingEncounter): CaptureDraft {
  const ids = refused.body.with.slice(sent.body.with.length);
  const made = ids.map((id, index) => ({ id, name: sent.newPeople[index] }));
  const people = draft.people.map((person) => {
    const at = person.id === null ? made.findIndex(({ name }) => name === person.name) : -1;
    return at < 0 ? person : { ...person, id: made.splice(at, 1)[0]?.id ?? null };
  });
  return { ...draft, people };
}

export const refToPerson = ({ id, name }: ContactRef): DraftPerson => ({ id, name });
