import { useEffect, useRef } from 'react';

const depthOf = (state: unknown): number =>
  typeof state === 'object' && state !== null && 'dialogs' in state ? Number(state.dialogs) : 0;

/** Going back takes the browser a moment, in which a place made for the next dialog would be left again at once. */
let goingBack = false;

function goBack(): void {
  goingBack = true;
  addEventListener('popstate', () => (goingBack = false), { once: true });
  history.back();
}

/** While open, the browser's back button closes the dialog instead of leaving the page under it. */
export function useBackCloses(open: boolean, onClose: () => void): void {
  const close = useRef(onClose);
  useEffect(() => {
    close.current = onClose;
  });
  useEffect(() => {
    if (!open) return;
    let depth = Infinity;
    const wentBack = (): void => {
      if (depthOf(history.state) < depth) close.current();
    };
    const begin = (): void => {
      depth = depthOf(history.state) + 1;
      // The rest of the state is the router's: for it this is the same place.
      history.pushState({ ...(history.state as object | null), dialogs: depth }, '');
      addEventListener('popstate', wentBack);
    };
    if (goingBack) addEventListener('popstate', begin, { once: true });
    else begin();
    return () => {
      removeEventListener('popstate', begin);
      removeEventListener('popstate', wentBack);
      // Closed otherwise, and not by going elsewhere: the place made for it goes too.
      if (depthOf(history.state) === depth) goBack();
    };
  }, [open]);
}
