import { count, list } from '@/shared/text/words';
import type { Mark } from './marks';

const isStop = ({ finding }: Mark): boolean => finding.severity === 'stop';

/** Of a finding that covers much no more than its beginning. */
const shortened = (text: string): string => (text.length > 60 ? `${text.slice(0, 59).trimEnd()}…` : text);
const sentences = ({ finding }: Mark): string =>
  `“${shortened(finding.text)}”: ${finding.reason} ${finding.suggestion}`;

export const words = {
  severity: { stop: 'Could be about a patient', advice: 'A hint' },
  /** On the button above the field, as short as can be. */
  short: (marks: readonly Mark[]): string => {
    const stops = marks.filter(isStop).length;
    const hints = marks.length - stops;
    if (stops === 0) return count(hints, 'hint', 'hints');
    return marks.length === 1 ? 'A patient?' : `A patient? +${marks.length - 1}`;
  },
  /** Told to screen readers when it appears. */
  found: (marks: readonly Mark[]): string => {
    const stops = marks.filter(isStop).length;
    const hints = marks.length - stops;
    const parts = [
      stops > 0 && `${count(stops, 'place', 'places')} that could be about a patient`,
      hints > 0 && count(hints, 'hint', 'hints'),
    ].filter((part) => part !== false);
    return `${list(parts)} in this text.`;
  },
  described: (marks: readonly Mark[]): string => marks.map(sentences).join(' '),
  about: (label: string): string => `on: ${label}`,
  shortened,
  list: 'What to look at again',
};
