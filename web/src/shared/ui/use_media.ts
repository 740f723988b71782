import { useSyncExternalStore } from 'react';

/** The same border between phone and laptop as in the style sheets. */
const laptop = '(width >= 60rem)';

function subscribe(listener: () => void): () => void {
  const query = matchMedia(laptop);
  query.addEventListener('change', listener);
  return () => query.removeEventListener('change', listener);
}

export const useLaptop = (): boolean => useSyncExternalStore(subscribe, () => matchMedia(laptop).matches);

function subscribeOnline(listener: () => void): () => void {
  addEventListener('online', listener);
  addEventListener('offline', listener);
  return () => {
    removeEventListener('online', listener);
    removeEventListener('offline', listener);
  };
}

export const useOnline = (): boolean => useSyncExternalStore(subscribeOnline, () => navigator.onLine);
