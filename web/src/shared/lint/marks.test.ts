import { describe, expect, it } from 'vitest';
import type { LintFinding } from '@/shared/api/types';
import { marksAt, marksOf, movedMarks, stops, stretchesOf, type Mark } from './marks';

const finding = (start: number, end: number, severity: LintFinding['severity'] = 'advice'): LintFinding => ({
  rule: 'ill-word',
  severity,
  start,
  end,
  text: '',
  reason: 'why',
  suggestion: 'better',
});
const mark = (start: number, end: number, severity?: LintFinding['severity']): Mark => ({
  finding: finding(start, end, severity),
  start,
  end,
});
const words = (text: string, marks: Mark[]): string[] => marks.map(({ start, end }) => text.slice(start, end));

describe('what the server counts in code points', () => {
  it('is found again behind emoji, and behind accents of two characters', () => {
    const text = '👩🏽‍⚕️ Zoë e\u0301 Jones rang';
    const points = [...text];
    const start = points.findIndex((_, index) => points.slice(index, index + 5).join('') === 'Jones');
    expect(words(text, marksOf(text, [finding(start, start + 5)]))).toEqual(['Jones']);
  });

  it('reaches to the last character', () => {
    expect(words('ab🏥', marksOf('ab🏥', [finding(2, 3)]))).toEqual(['🏥']);
  });

  it('is left out where it lies outside the text, or is empty', () => {
    expect(marksOf('abc', [finding(2, 9), finding(1, 1), finding(3, 2)])).toEqual([]);
    expect(marksOf('', [finding(0, 1)])).toEqual([]);
  });
});

describe('marks while the text is typed on', () => {
  const before = 'call Jones in bed 4';
  const jones = [mark(5, 10)];
  it.each([
    ['typed behind them', 'call Jones in bed 41', ['Jones']],
    ['typed before them', 'please call Jones in bed 4', ['Jones']],
    ['typed right after them', 'call Jones, in bed 4', ['Jones']],
    ['taken away before them', 'Jones in bed 4', ['Jones']],
    ['a surrogate pair before them', '🏥 call Jones in bed 4', ['Jones']],
    ['typed into them', 'call Jonas in bed 4', []],
    ['taken away from them', 'call Jon in bed 4', []],
    ['all taken away', '', []],
    ['all written anew', 'something else', []],
  ])('%s', (_, after, expected) => {
    expect(words(after, movedMarks(jones, before, after))).toEqual(expected);
  });

  it('keep those on both sides of an edit, and lose only what was edited', () => {
    const marks = [mark(0, 4), mark(5, 10), mark(14, 17)];
    const after = 'call Joh in bed 4';
    expect(words(after, movedMarks(marks, before, after))).toEqual(['call', 'bed']);
  });

  it('are never anywhere but at their own words, whatever is edited', () => {
    const text = 'aab abba baab';
    for (let from = 0; from <= text.length; from++) {
      for (let to = from; to <= text.length; to++) {
        for (const typed of ['', 'a', 'ab', ' b']) {
          const after = text.slice(0, from) + typed + text.slice(to);
          const moved = movedMarks([mark(4, 8)], text, after);
          expect(words(after, moved)).toEqual(moved.length === 0 ? [] : ['abba']);
        }
      }
    }
  });
});

describe('the text in stretches', () => {
  it('is the text when they are joined, however marks overlap', () => {
    const text = 'one two three four';
    const marks = [mark(4, 13), mark(8, 18, 'stop'), mark(4, 7)];
    const stretches = stretchesOf(text, marks);
    expect(stretches.map((stretch) => stretch.text).join('')).toBe(text);
    expect(stretches.map((stretch) => [stretch.text, stretch.marks.length])).toEqual([
      ['one ', 0],
      ['two', 2],
      [' ', 1],
      ['three', 2],
      [' four', 1],
    ]);
    expect(stretches.map((stretch) => stops(stretch.marks))).toEqual([false, false, false, true, true]);
  });

  it('is one where nothing is marked, and none where there is no text', () => {
    expect(stretchesOf('abc', []).map(({ text }) => text)).toEqual(['abc']);
    expect(stretchesOf('', [])).toEqual([]);
  });
});

describe('what the caret touches', () => {
  const marks = [mark(5, 10), mark(10, 12)];
  it.each([
    [4, 4, 0],
    [5, 5, 1],
    [10, 10, 2],
    [13, 13, 0],
    [6, 9, 1],
    [3, 8, 0],
  ])('from %i to %i: %i', (start, end, expected) => {
    expect(marksAt(marks, { start, end })).toHaveLength(expected);
  });
});
