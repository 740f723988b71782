import { useCallback, useEffect, useRef, useState } from 'react';
import { offline } from './database';

const restTime = 250;

export async function keptDraft<T>(name: string): Promise<T | undefined> {
  return (await (await offline()).get('drafts', name)) as T | undefined;
}

export async function keepDraft(name: string, draft: unknown): Promise<void> {
  const database = await offline();
  await (draft === null ? database.delete('drafts', name) : database.put('drafts', draft, name));
}

/**
 * State that survives closing the app: `ready` is false until what was kept is read. `clear` forgets it.
 * REQUIRES: `name` does not change during the component's life.
 */
export function useDraft<T>(name: string, initial: T) {
  const [state, setState] = useState<{ value: T; ready: boolean }>({ value: initial, ready: false });
  const unsaved = useRef<{ timer: ReturnType<typeof setTimeout>; value: T } | null>(null);

  useEffect(() => {
    let current = true;
    keptDraft<T>(name)
      .catch(() => undefined)
      .then((kept) => current && setState((before) => ({ value: kept ?? before.value, ready: true })));
    return () => {
      current = false;
      if (!unsaved.current) return;
      clearTimeout(unsaved.current.timer);
      void keepDraft(name, unsaved.current.value);
    };
  }, [name]);

  const set = useCallback(
    (value: T) => {
      setState({ value, ready: true });
      if (unsaved.current) clearTimeout(unsaved.current.timer);
      const timer = setTimeout(() => {
        unsaved.current = null;
        void keepDraft(name, value);
      }, restTime);
      unsaved.current = { timer, value };
    },
    [name],
  );

  const clear = useCallback(() => {
    if (unsaved.current) clearTimeout(unsaved.current.timer);
    unsaved.current = null;
    void keepDraft(name, null);
  }, [name]);

  return { ...state, set, clear };
}
