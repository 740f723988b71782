import { useEffect, useRef } from 'react';
import { useNavigate } from 'react-router';
import { useCapture } from '@/features/encounters/capture';
import { mainPlaces, otherPlaces } from './places';

const places = [...mainPlaces, ...otherPlaces];
const sequenceTime = 1200;

const typing = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  target.closest('input, textarea, select, [contenteditable], [role="dialog"]') !== null;

/** Keys that work on every page: Ctrl-K, `?`, `l`, `/` and `g` with a letter. */
export function useShortcuts({ palette, help }: { palette: () => void; help: () => void }): void {
  const navigate = useNavigate();
  const { open: capture } = useCapture();
  const act = useRef({ palette, help, capture, navigate });
  useEffect(() => {
    act.current = { palette, help, capture, navigate };
  });

  useEffect(() => {
    let wentAt = 0;
    function onKeyDown(event: KeyboardEvent): void {
      if ((event.ctrlKey || event.metaKey) && !event.shiftKey && event.key.toLowerCase() === 'k') {
        event.preventDefault();
        act.current.palette();
        return;
      }
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || typing(event.target)) return;
      const place = event.timeStamp - wentAt < sequenceTime && places.find(({ letter }) => letter === event.key);
      wentAt = 0;
      if (place) void act.current.navigate(place.to);
      else if (event.key === 'g') wentAt = event.timeStamp;
      else if (event.key === '?') act.current.help();
      else if (event.key === 'l') act.current.capture();
      else if (event.key === '/') act.current.palette();
      else return;
      event.preventDefault();
    }
    addEventListener('keydown', onKeyDown);
    return () => removeEventListener('keydown', onKeyDown);
  }, []);
}
