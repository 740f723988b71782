import createClient, { type Middleware } from 'openapi-fetch';
import { newKey } from './new_key';
import { offlineProblem, problemFrom } from './problem';
import type { paths } from './schema';

export const api = createClient<paths>({ baseUrl: '/api/v1' });

// A phone that retries a POST must not log the same encounter twice.
const idempotency: Middleware = {
  onRequest({ request }) {
    if (request.method === 'POST' && !request.headers.has('Idempotency-Key')) {
      request.headers.set('Idempotency-Key', newKey());
    }
    return request;
  },
};
api.use(idempotency);

const signedOutListeners = new Set<() => void>();

/** Calls `listener` when the server no longer knows the session. */
export function onSignedOut(listener: () => void): () => void {
  signedOutListeners.add(listener);
  return () => signedOutListeners.delete(listener);
}

interface Answer<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

async function answered<T>(request: Promise<Answer<T>>): Promise<Answer<T>> {
  try {
    return await request;
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw offlineProblem();
  }
}

function checked<T>(answer: Answer<T>): T {
  if (answer.response.ok) return answer.data as T;
  if (answer.response.status === 401) signedOutListeners.forEach((listener) => listener());
  throw problemFrom(answer.response.status, answer.error);
}

/** The body of a good answer; throws `ApiProblem` otherwise. */
export async function ask<T>(request: Promise<Answer<T>>): Promise<T> {
  return checked(await answered(request));
}

export interface Versioned<T> {
  value: T;
  etag: string;
}

/** Like `ask`, with the ETag to send back as If-Match. */
export async function askVersioned<T>(request: Promise<Answer<T>>): Promise<Versioned<T>> {
  const answer = await answered(request);
  return { value: checked(answer), etag: answer.response.headers.get('ETag') ?? '' };
}
