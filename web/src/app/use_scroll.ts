import { useEffect, useLayoutEffect } from 'react';
import { useLocation, useNavigationType } from 'react-router';

const positions = new Map<string, number>();

/** A new page begins at its top; going back leads to where one was. */
export function useScroll(): void {
  const { key, pathname } = useLocation();
  const how = useNavigationType();
  useEffect(() => {
    const keep = (): void => void positions.set(key, scrollY);
    addEventListener('scroll', keep, { passive: true });
    return () => removeEventListener('scroll', keep);
  }, [key]);
  useLayoutEffect(() => {
    scrollTo(0, how === 'POP' ? (positions.get(key) ?? 0) : 0);
    // Only another page moves the view: a changed filter of the same page does not.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [pathname]);
}
