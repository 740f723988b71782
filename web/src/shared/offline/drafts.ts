import { useCallback, useEffect, useRef, useState } from 'react';
import { offline } from './database';

const restTime = 250;

export async function keptDraft<T>(name: string): Promise<T | undefined> {
  return (await (await offline()).get('drafts', name)) as T | undefined;
}

export async function keepDraft(name: string, draft: unknown): Promise<void> {
  const writing = (await offline()).transaction('drafts', 'readwrite');
  const written = draft === null ? writing.store.delete(name) : writing.store.put(draft, name);
  // A page that is being left lives not long enough for a commit that waits for the answer.
  writing.commit();
  await Promise.all([written, writing.done]);
}

/**
 * State that survives closing the app: `ready` is false until what was kept is read. `clear` forgets it.
 * REQUIRES: `name` does not change during the component's life.
 */
export function useDraft<T>(name: string, initial: T) {
  const [state, setState] = useState<{ value: T; ready: boolean }>({ value: initial, ready: false });
  const unsaved = useRef<{ timer: ReturnType<typeof setTimeout>; value: T } | null>(null);

  const keepUnsaved = useCallback(() => {
    if (!unsaved.current) return;
    const { timer, value } = unsaved.current;
    clearTimeout(timer);
    unsaved.current = null;
    void keepDraft(name, value);
  }, [name]);

  useEffect(() => {
    let current = true;
    keptDraft<T>(name)
      .catch(() => undefined)
      .then(
        (kept) =>
          current && setState((before) => (before.ready ? before : { value: kept ?? before.value, ready: true })),
      );
    const hidden = (): void => void (document.visibilityState === 'hidden' && keepUnsaved());
    addEventListener('pagehide', keepUnsaved);
    document.addEventListener('visibilitychange', hidden);
    return () => {
      current = false;
      removeEventListener('pagehide', keepUnsaved);
      document.removeEventListener('visibilitychange', hidden);
      keepUnsaved();
    };
  }, [name, keepUnsaved]);

  const set = useCallback(
    (value: T) => {
      setState({ value, ready: true });
      if (unsaved.current) clearTimeout(unsaved.current.timer);
      unsaved.current = { timer: setTimeout(keepUnsaved, restTime), value };
    },
    [keepUnsaved],
  );

  const clear = useCallback(() => {
    if (unsaved.current) clearTimeout(unsaved.current.timer);
    unsaved.current = null;
    void keepDraft(name, null);
  }, [name]);

  return { ...state, set, clear };
}
