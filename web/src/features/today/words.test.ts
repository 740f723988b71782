import { describe, expect, it } from 'vitest';
import type { Today, TodayItem } from '@/shared/api/types';
import { titleOf } from './words';

const items = (...states: TodayItem['state'][]) => states.map((state) => ({ state }) as TodayItem);
const today = (list: TodayItem[], minutes?: number) => ({ date: '2026-11-22', items: list, more: 0, minutes }) as Today;

describe('the title of Today', () => {
  it('says how many and how long', () => {
    expect(titleOf(today(items('open', 'open', 'open', 'open', 'open'), 10))).toBe('Five people, about ten minutes');
    expect(titleOf(today(items('open'), 1))).toBe('One person, about a minute');
  });

  it('says what is left, and when all is done', () => {
    expect(titleOf(today(items('open', 'done'), 2))).toBe('One person left, about two minutes');
    expect(titleOf(today(items('done', 'snoozed'), 0))).toBe('That is all for today');
    expect(titleOf(today([], 0))).toBe('Nobody is waiting for you');
  });
});
