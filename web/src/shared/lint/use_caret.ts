import { useCallback, useEffect, useState, type RefObject } from 'react';

export type TextField = HTMLInputElement | HTMLTextAreaElement;

export interface Caret {
  start: number;
  end: number;
}

export const fieldIn = (frame: RefObject<HTMLElement | null>): TextField | null =>
  frame.current?.querySelector<TextField>('textarea, input') ?? null;

/**
 * Where the caret was put in the frame's field, by a tap, a click or the keys; null while somebody types, or looks
 * elsewhere. `leave` makes it null until the caret is put somewhere again.
 */
export function useCaret(frame: RefObject<HTMLElement | null>): { caret: Caret | null; leave: () => void } {
  const [caret, setCaret] = useState<Caret | null>(null);
  const leave = useCallback(() => setCaret(null), []);

  useEffect(() => {
    const field = fieldIn(frame);
    if (!field) return;
    // Typing moves the caret, too, and is told of it only afterwards.
    let typedTo = -1;
    const look = (): void => {
      const { selectionStart: start, selectionEnd: end } = field;
      if (document.activeElement !== field || start === null || end === null) return;
      if (start === end && end === typedTo) return;
      typedTo = -1;
      setCaret((before) => (before?.start === start && before.end === end ? before : { start, end }));
    };
    const typed = (): void => {
      typedTo = field.selectionEnd ?? -1;
      setCaret(null);
    };
    const left = (): void => setCaret(null);
    look();
    field.addEventListener('input', typed);
    field.addEventListener('focus', look);
    field.addEventListener('blur', left);
    document.addEventListener('selectionchange', look);
    return () => {
      field.removeEventListener('input', typed);
      field.removeEventListener('focus', look);
      field.removeEventListener('blur', left);
      document.removeEventListener('selectionchange', look);
    };
  }, [frame]);

  return { caret, leave };
}
