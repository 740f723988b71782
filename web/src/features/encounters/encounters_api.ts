import { api, ask } from '@/shared/api/client';
import { offlineProblem } from '@/shared/api/problem';
import type { Sender } from './outbox';

const answerTime = 20_000;

/** A network that takes what is sent and never answers is no network: it is tried again later, under the same key. */
export async function inTime<T>(request: (signal: AbortSignal) => Promise<T>, time = answerTime): Promise<T> {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), time);
  try {
    return await request(stop.signal);
  } catch (error) {
    throw stop.signal.aborted ? offlineProblem() : error;
  } finally {
    clearTimeout(timer);
  }
}

const keyed = (key: string, signal: AbortSignal) => ({ headers: { 'Idempotency-Key': key }, signal });

export const sender: Sender = {
  createContact: (name, key, confirmed) =>
    inTime((signal) => ask(api.POST('/contacts', { body: { name, ...confirmed }, ...keyed(key, signal) }))),
  createEncounter: (body, key) => inTime((signal) => ask(api.POST('/encounters', { body, ...keyed(key, signal) }))),
};

/** Deletes an encounter; the answer says how to take that back. */
export const deleteEncounter = (id: string) => ask(api.DELETE('/encounters/{id}', { params: { path: { id } } }));

export const answerEncounter = (id: string) =>
  ask(api.POST('/encounters/{id}/answer', { params: { path: { id } }, body: {} }));

export const undo = (id: string) => ask(api.POST('/undos/{id}', { params: { path: { id } } }));
