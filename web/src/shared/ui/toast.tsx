import { lazy, Suspense, useSyncExternalStore } from 'react';
import { explain } from '@/shared/api/problem';

export interface Saying {
  text: string;
  problem?: boolean;
  undo?: (() => void) | undefined;
}

const waiting: Saying[] = [];
let show: ((saying: Saying) => void) | null = null;
let needed = false;
const listeners = new Set<() => void>();

function add(saying: Saying): void {
  if (show) return show(saying);
  waiting.push(saying);
  needed = true;
  listeners.forEach((listener) => listener());
}

/** Says in passing that something was done, with the way back. */
export const say = (text: string, undo?: () => void): void => add({ text, undo });

/** Says in passing that something did not work, and why. */
export const sayProblem = (error: unknown): void => add({ text: explain(error), problem: true });

/** Hands what was said so far, and from now on, to `shower`. */
export function listen(shower: (saying: Saying) => void): () => void {
  show = shower;
  waiting.splice(0).forEach(shower);
  return () => {
    show = null;
  };
}

// Not part of the first page's weight: loaded when there is something to say.
const Toaster = lazy(async () => ({ default: (await import('./toaster')).Toaster }));

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function Toasts() {
  const wanted = useSyncExternalStore(subscribe, () => needed);
  return (
    wanted && (
      <Suspense fallback={null}>
        <Toaster />
      </Suspense>
    )
  );
}
