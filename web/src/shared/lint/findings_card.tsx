import Lightbulb from 'lucide-react/icons/lightbulb';
import ShieldAlert from 'lucide-react/icons/shield-alert';
import { useLayoutEffect, useRef, type RefObject } from 'react';
import { Tag } from '@/shared/ui/tag';
import { placeFor, widthFor } from './card_place';
import styles from './findings_card.module.css';
import type { Mark } from './marks';
import { words } from './words';

interface FindingsCardProps {
  frame: RefObject<HTMLElement | null>;
  marks: readonly Mark[];
  /** Where all are listed: puts the caret at one. */
  onShow?: (mark: Mark) => void;
}

/** Why, and a better way; beside the field where there is room, else beside the marked words, and never over them. */
export function FindingsCard({ frame, marks, onShow }: FindingsCardProps) {
  const card = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const element = card.current;
    const field = frame.current;
    if (!element || !field) return;
    // The top layer is over every bar and clipped by no sheet; without it the card still stands in its place.
    if (typeof element.showPopover === 'function' && !element.matches(':popover-open')) element.showPopover();
    const place = (): void => {
      element.style.width = `${widthFor(field)}px`;
      const { left, top } = placeFor(element, field);
      element.style.left = `${left}px`;
      element.style.top = `${top}px`;
    };
    place();
    addEventListener('scroll', place, { capture: true, passive: true });
    addEventListener('resize', place);
    visualViewport?.addEventListener('resize', place);
    visualViewport?.addEventListener('scroll', place);
    return () => {
      removeEventListener('scroll', place, { capture: true });
      removeEventListener('resize', place);
      visualViewport?.removeEventListener('resize', place);
      visualViewport?.removeEventListener('scroll', place);
    };
  });

  return (
    <div ref={card} popover="manual" className={styles.card} role="group" aria-label={words.list}>
      <ul>
        {sameRules(marks).map((alike) => {
          const [{ finding }] = alike;
          const stop = finding.severity === 'stop';
          return (
            <li key={`${finding.rule} ${finding.start}`}>
              <Tag icon={stop ? ShieldAlert : Lightbulb} tone={stop ? 'danger' : 'attention'}>
                {words.severity[finding.severity]}
              </Tag>
              {alike.map((mark) => (
                <Reason key={`${mark.start} ${mark.end}`} mark={mark} onShow={onShow} />
              ))}
              <p className={styles.better}>{finding.suggestion}</p>
            </li>
          );
        })}
      </ul>
    </div>
  );
}

function Reason({ mark, onShow }: { mark: Mark; onShow?: (mark: Mark) => void }) {
  const { reason, text } = mark.finding;
  if (!onShow) return <p className={styles.reason}>{reason}</p>;
  return (
    <button type="button" className={styles.place} onClick={() => onShow(mark)}>
      <q>{words.shortened(text)}</q>
      <span className={styles.reason}>{reason}</span>
    </button>
  );
}

/** What one rule found next to each other has one better way. */
function sameRules(marks: readonly Mark[]): [Mark, ...Mark[]][] {
  const groups: [Mark, ...Mark[]][] = [];
  for (const mark of marks) {
    const last = groups.at(-1);
    if (last && last[0].finding.rule === mark.finding.rule) last.push(mark);
    else groups.push([mark]);
  }
  return groups;
}
