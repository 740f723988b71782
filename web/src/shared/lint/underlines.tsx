import { useLayoutEffect, useRef, type RefObject } from 'react';
import { cx } from '@/shared/ui/cx';
import { stops, stretchesOf, type Mark } from './marks';
import styles from './underlines.module.css';
import { fieldIn } from './use_caret';

interface UnderlinesProps {
  frame: RefObject<HTMLElement | null>;
  /** An input's one line, not a text area's. */
  single: boolean;
  text: string;
  marks: readonly Mark[];
  active: readonly Mark[];
}

/** The field's text once more, unseen and in the same places, with lines under what is marked. */
export function Underlines({ frame, single, text, marks, active }: UnderlinesProps) {
  const lines = useRef<HTMLDivElement>(null);

  useLayoutEffect(() => {
    const field = fieldIn(frame);
    const box = lines.current;
    if (!field || !box) return;
    const follow = (): void => {
      box.scrollLeft = field.scrollLeft;
      box.scrollTop = field.scrollTop;
    };
    follow();
    const later = (): void => void requestAnimationFrame(follow);
    field.addEventListener('scroll', follow);
    document.addEventListener('selectionchange', later);
    return () => {
      field.removeEventListener('scroll', follow);
      document.removeEventListener('selectionchange', later);
    };
  }, [frame, text]);

  return (
    <div className={cx(styles.view, single && styles.single)} aria-hidden>
      <div ref={lines} className={styles.lines}>
        {stretchesOf(text, marks).map(({ text: part, start, marks: here }) =>
          here.length === 0 ? (
            part
          ) : (
            <span
              key={start}
              className={stops(here) ? styles.stop : styles.advice}
              data-active={here.some((mark) => active.includes(mark)) || undefined}
            >
              {part}
            </span>
          ),
        )}
      </div>
    </div>
  );
}
