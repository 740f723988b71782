import type { Closeness, Rhythm, TieStatement, TriageCard } from '@/shared/api/types';

export interface Answer {
  closeness: Closeness | null;
  rhythm: Rhythm | null;
}

export const noAnswer: Answer = { closeness: null, rhythm: null };

export interface Sorted {
  card: TriageCard;
  matters: boolean;
}

/** What a decision says of the tie; of those who matter, also how close and how often. */
export function statement(matters: boolean, { closeness, rhythm }: Answer): TieStatement {
  if (!matters) return { matters: false };
  return { matters: true, ...(closeness && { closeness }), ...(rhythm && { rhythm }) };
}

/** As it was before the decision. */
export const takenBack = ({ contact: { closeness, rhythm } }: TriageCard): TieStatement => ({
  matters: null,
  closeness,
  rhythm,
});

const closenessKeys: Record<string, Closeness> = { '1': 'trusted', '2': 'friendly', '3': 'acquainted' };
const rhythmKeys: Record<string, Rhythm> = {
  m: 'monthly',
  q: 'quarterly',
  t: 'twice_a_year',
  w: 'when_there_is_something',
};

export type KeyMeaning =
  { kind: 'decide'; matters: boolean } | { kind: 'answer'; answer: Partial<Answer> } | { kind: 'undo' };

export function meaningOf(key: string): KeyMeaning | null {
  if (key === 'ArrowRight') return { kind: 'decide', matters: true };
  if (key === 'ArrowLeft') return { kind: 'decide', matters: false };
  if (key === 'u' || key === 'Backspace') return { kind: 'undo' };
  const closeness = closenessKeys[key];
  if (closeness) return { kind: 'answer', answer: { closeness } };
  const rhythm = rhythmKeys[key];
  return rhythm ? { kind: 'answer', answer: { rhythm } } : null;
}
