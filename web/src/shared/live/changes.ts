import type { QueryClient } from '@tanstack/react-query';
import { invalidate, invalidateAll } from './invalidate';

type Signal = { type: 'change'; entities: string[] } | { type: 'reset' };

// An import changes thousands of rows at once: gather what changed before asking anew.
const gatherTime = 200;
// A long one is saved in hundreds of batches, each of them told: ask less often the longer it goes on.
const firstPause = 500;
const lastPause = 8_000;
const firstRetry = 2_000;
const lastRetry = 60_000;

/** One browser has one event stream: the tab that holds the lock reads it and tells the others. */
export function followChanges(client: QueryClient): () => void {
  const channel = new BroadcastChannel('confrere-changes');
  const leaving = new AbortController();
  const apply = (signal: Signal): void =>
    signal.type === 'reset' ? invalidateAll(client) : invalidate(client, signal.entities);
  channel.onmessage = (event: MessageEvent<Signal>) => apply(event.data);

  const tell = (signal: Signal): void => {
    if (leaving.signal.aborted) return;
    apply(signal);
    channel.postMessage(signal);
  };
  const lead = async (): Promise<void> => {
    // What changed between the last leader's end and now was seen by nobody.
    if (!leaving.signal.aborted) invalidateAll(client);
    await readStream(tell, leaving.signal);
  };
  // Over plain HTTP there are no locks: each tab reads its own stream.
  const locks: LockManager | undefined = navigator.locks;
  if (locks) locks.request('confrere-changes', { signal: leaving.signal }, lead).catch(() => undefined);
  else void lead();

  return () => {
    leaving.abort();
    channel.close();
  };
}

function readStream(tell: (signal: Signal) => void, leaving: AbortSignal): Promise<void> {
  return new Promise((done) => {
    let source: EventSource | null = null;
    let retryIn = firstRetry;
    let retry: ReturnType<typeof setTimeout> | undefined;
    const gather = gathered((entities) => tell({ type: 'change', entities }));
    const reset = paced(() => tell({ type: 'reset' }));

    const open = (): void => {
      source = new EventSource('/api/v1/changes');
      source.onopen = () => (retryIn = firstRetry);
      source.addEventListener('change', (event) => gather(entityOf(event.data)));
      source.addEventListener('reset', reset);
      source.onerror = () => {
        // The browser reconnects by itself, with Last-Event-ID, unless the answer was an error.
        if (source?.readyState !== EventSource.CLOSED) return;
        retry = setTimeout(reopen, retryIn);
        retryIn = Math.min(retryIn * 2, lastRetry);
      };
    };
    const reopen = (): void => {
      open();
      reset();
    };
    leaving.addEventListener('abort', () => {
      clearTimeout(retry);
      source?.close();
      done();
    });
    open();
  });
}

export function entityOf(data: unknown): string | null {
  try {
    const change: unknown = JSON.parse(String(data));
    if (typeof change === 'object' && change !== null && 'entity' in change) return String(change.entity);
  } catch {
    // A line that is no JSON tells nothing.
  }
  return null;
}

/** Calls `done` once with everything told within `gatherTime`. */
export function gathered(done: (entities: string[]) => void): (entity: string | null) => void {
  const entities = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  return (entity) => {
    if (entity === null) return;
    entities.add(entity);
    timer ??= setTimeout(() => {
      timer = undefined;
      done([...entities]);
      entities.clear();
    }, gatherTime);
  };
}

/**
 * Calls `done` at once when it is told after a time of quiet. What is told after that is gathered into one call for
 * each pause, and the pauses grow; the last is always followed by a call.
 */
export function paced(done: () => void): () => void {
  let pause = firstPause;
  let isResting = false;
  let again = false;
  const rest = (): void => {
    isResting = true;
    setTimeout(() => {
      isResting = false;
      if (!again) {
        pause = firstPause;
        return;
      }
      pause = Math.min(pause * 2, lastPause);
      call();
    }, pause);
  };
  const call = (): void => {
    again = false;
    done();
    rest();
  };
  return () => {
    again = true;
    if (!isResting) call();
  };
}
