import type { LintFinding } from '@/shared/api/types';

/** A finding where it stands in the text as it is now, in UTF-16 units as the browser counts them; `end` exclusive. */
export interface Mark {
  finding: LintFinding;
  start: number;
  end: number;
}

/** A stretch of the text that is marked alike: by nothing, or by one or more findings that overlap there. */
export interface Stretch {
  text: string;
  start: number;
  marks: Mark[];
}

/** Where each code point of `text` begins, and its end: index i is where code point i stands in UTF-16. */
function unitOffsets(text: string): number[] {
  const offsets = [0];
  for (const point of text) offsets.push((offsets.at(-1) ?? 0) + point.length);
  return offsets;
}

/** The server counts code points, the browser UTF-16 units. What lies outside the text, or is empty, is left out. */
export function marksOf(text: string, findings: readonly LintFinding[]): Mark[] {
  const offsets = unitOffsets(text);
  return findings.flatMap((finding) => {
    const start = offsets[finding.start];
    const end = offsets[finding.end];
    return start === undefined || end === undefined || start >= end ? [] : [{ finding, start, end }];
  });
}

function sharedStart(a: string, b: string): number {
  const most = Math.min(a.length, b.length);
  let length = 0;
  while (length < most && a[length] === b[length]) length++;
  return length;
}

function sharedEnd(a: string, b: string, most: number): number {
  let length = 0;
  while (length < most && a[a.length - 1 - length] === b[b.length - 1 - length]) length++;
  return length;
}

/** The marks after an edit: those before it stay, those behind it move along, and one whose words were changed goes. */
export function movedMarks(marks: readonly Mark[], before: string, after: string): Mark[] {
  if (before === after || marks.length === 0) return [...marks];
  const from = sharedStart(before, after);
  const to = before.length - sharedEnd(before, after, Math.min(before.length, after.length) - from);
  const shift = after.length - before.length;
  return marks.flatMap((mark) => {
    if (mark.end <= from) return [mark];
    if (mark.start >= to) return [{ ...mark, start: mark.start + shift, end: mark.end + shift }];
    return [];
  });
}

/** The whole text in stretches, in order; joined, they are the text. */
export function stretchesOf(text: string, marks: readonly Mark[]): Stretch[] {
  const cuts = new Set([0, text.length]);
  for (const { start, end } of marks) cuts.add(start).add(end);
  const borders = [...cuts].filter((cut) => cut <= text.length).sort((a, b) => a - b);
  return borders.slice(0, -1).map((start, index) => {
    const end = borders[index + 1] ?? text.length;
    return {
      text: text.slice(start, end),
      start,
      marks: marks.filter((mark) => mark.start <= start && end <= mark.end),
    };
  });
}

/** What the caret touches; nothing while a selection reaches beyond one mark. */
export function marksAt(marks: readonly Mark[], caret: { start: number; end: number }): Mark[] {
  return marks.filter(({ start, end }) => start <= caret.start && caret.end <= end);
}

export const stops = (marks: readonly Mark[]): boolean => marks.some(({ finding }) => finding.severity === 'stop');
