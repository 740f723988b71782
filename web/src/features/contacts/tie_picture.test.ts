import { describe, expect, it } from 'vitest';
import type { TieHistory } from '@/shared/api/types';
import { marksOf, outlineOf, picture, yearsOf } from './tie_picture';

const history: TieHistory = {
  points: [
    { at: '2024-07-01T00:00:00Z', level: 1 },
    { at: '2025-07-01T00:00:00Z', level: 0.5 },
    { at: '2026-07-01T00:00:00Z', level: 0 },
  ],
  encounters: [
    { at: '2024-07-01T00:00:00Z', channel: 'call' },
    { at: '2025-07-01T00:00:00Z', channel: 'in_person' },
  ],
  text: { code: '', params: {}, text: '' },
};

describe('the picture of a tie', () => {
  it('goes from the first moment to now and stands on its base', () => {
    expect(outlineOf(history.points)).toBe(
      `M0,${picture.base}L0,${picture.top}L300,36L600,${picture.base}L600,${picture.base}Z`,
    );
    expect(outlineOf([])).toBe('');
  });

  it('marks the encounters where they were', () => {
    expect(marksOf(history)).toEqual([0, 300]);
  });

  it('names the years that begin within it', () => {
    expect(yearsOf(history.points).map(({ year }) => year)).toEqual([2025, 2026]);
    const decades = [{ at: '1990-01-02T00:00:00Z', level: 1 }, ...history.points];
    expect(yearsOf(decades).length).toBeLessThanOrEqual(6);
  });
});
