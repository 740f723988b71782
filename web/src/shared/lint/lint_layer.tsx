import Lightbulb from 'lucide-react/icons/lightbulb';
import ShieldAlert from 'lucide-react/icons/shield-alert';
import { useEffect, useState, type RefObject } from 'react';
import { cx } from '@/shared/ui/cx';
import { FindingsCard } from './findings_card';
import styles from './lint_layer.module.css';
import { marksAt, stops, type Mark } from './marks';
import type { Lint } from './question';
import { Underlines } from './underlines';
import { fieldIn, useCaret } from './use_caret';
import { useMarks } from './use_marks';
import { words } from './words';

export interface LintLayerProps {
  /** Of the words that describe the field to a screen reader. */
  id: string;
  frame: RefObject<HTMLDivElement | null>;
  label: string;
  single: boolean;
  text: string;
  lint: Lint;
}

/** What etiquette says about a field, laid over it: nothing here moves the page, and nothing takes the focus. */
export function LintLayer({ id, frame, label, single, text, lint }: LintLayerProps) {
  const marks = useMarks(text, lint);
  const { caret, leave } = useCaret(frame);
  const [listed, setListed] = useState(false);
  const here = caret ? marksAt(marks, caret) : [];
  const shown = listed ? marks : here;
  const close = (): void => {
    setListed(false);
    leave();
  };
  useClosing(frame, shown.length > 0, close);

  function show({ start, end }: Mark): void {
    setListed(false);
    const field = fieldIn(frame);
    field?.focus();
    field?.setSelectionRange(start, end);
  }

  return (
    <>
      {marks.length > 0 && (
        <>
          <Underlines frame={frame} single={single} text={text} marks={marks} active={shown} />
          <button
            type="button"
            className={cx(styles.count, stops(marks) ? styles.stop : styles.advice)}
            aria-expanded={listed}
            // The field keeps the focus, and a phone its keyboard.
            onPointerDown={(event) => event.preventDefault()}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => setListed(!listed)}
          >
            {stops(marks) ? <ShieldAlert size={14} aria-hidden /> : <Lightbulb size={14} aria-hidden />}
            <span className={styles.word}>{words.short(marks)}</span>
            <span className="unseen">{words.about(label)}</span>
          </button>
        </>
      )}
      {shown.length > 0 && <FindingsCard frame={frame} marks={shown} onShow={listed ? show : undefined} />}
      <p id={id} hidden>
        {words.described(marks)}
      </p>
      <p className="unseen" role="status">
        {here.length > 0 ? words.described(here) : marks.length > 0 && words.found(marks)}
      </p>
    </>
  );
}

/** Escape closes what is shown and nothing else; typing and leaving the field close it, too. */
function useClosing(frame: RefObject<HTMLDivElement | null>, open: boolean, close: () => void): void {
  useEffect(() => {
    const element = frame.current;
    if (!element || !open) return;
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape' || event.isComposing) return;
      event.preventDefault();
      event.stopPropagation();
      close();
    };
    const onFocusOut = ({ relatedTarget }: FocusEvent): void => {
      if (!(relatedTarget instanceof Node && element.contains(relatedTarget))) close();
    };
    element.addEventListener('keydown', onKeyDown);
    element.addEventListener('input', close);
    element.addEventListener('focusout', onFocusOut);
    return () => {
      element.removeEventListener('keydown', onKeyDown);
      element.removeEventListener('input', close);
      element.removeEventListener('focusout', onFocusOut);
    };
  });
}
