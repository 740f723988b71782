import { api, ask } from '@/shared/api/client';
import type { Sender } from './outbox';

/** A network that takes what is sent and never answers is no network: it is tried again later, under the same key. */
const answerTime = 20_000;
const keyed = (key: string) => ({ headers: { 'Idempotency-Key': key }, signal: AbortSignal.timeout(answerTime) });

export const sender: Sender = {
  createContact: (name, key, confirmed) => ask(api.POST('/contacts', { body: { name, ...confirmed }, ...keyed(key) })),
  createEncounter: (body, key) => ask(api.POST('/encounters', { body, ...keyed(key) })),
};

/** Deletes an encounter; the answer says how to take that back. */
export const deleteEncounter = (id: string) => ask(api.DELETE('/encounters/{id}', { params: { path: { id } } }));

export const answerEncounter = (id: string) =>
  ask(api.POST('/encounters/{id}/answer', { params: { path: { id } }, body: {} }));

export const undo = (id: string) => ask(api.POST('/undos/{id}', { params: { path: { id } } }));
