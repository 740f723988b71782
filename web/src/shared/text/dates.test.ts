import { describe, expect, it } from 'vitest';
import {
  addDays,
  agoInWords,
  daysBetween,
  dueInWords,
  longDate,
  nextMonday,
  relativeDate,
  weekdayAndDate,
} from './dates';

const sunday = '2026-11-22';

describe('dates in words', () => {
  it('says near dates as people do', () => {
    expect(relativeDate('2026-11-22', sunday)).toBe('today');
    expect(relativeDate('2026-11-23', sunday)).toBe('tomorrow');
    expect(relativeDate('2026-11-21', sunday)).toBe('yesterday');
    expect(relativeDate('2026-11-27', sunday)).toBe('Friday');
    expect(relativeDate('2026-11-30', sunday)).toBe('in 8 days');
    expect(relativeDate('2026-11-12', sunday)).toBe('10 days ago');
  });

  it('names the year only when it is another one', () => {
    expect(longDate('2026-07-09', sunday)).toBe('9 July');
    expect(longDate('2019-07-09', sunday)).toBe('9 July 2019');
    expect(weekdayAndDate(sunday)).toBe('Sunday, 22 November');
  });

  it('calls something overdue only from the day the server says', () => {
    expect(dueInWords('2026-11-20', '2026-11-27', sunday)).toBe('Was due 2 days ago');
    expect(dueInWords('2026-11-10', '2026-11-17', sunday)).toBe('12 days overdue');
    expect(dueInWords('2026-11-21', '2026-11-22', sunday)).toBe('1 day overdue');
    expect(dueInWords('2026-11-22', '2026-11-29', sunday)).toBe('Due today');
  });

  it('counts across a change of the clocks and a leap day', () => {
    expect(daysBetween('2026-10-24', '2026-10-26')).toBe(2);
    expect(addDays('2028-02-28', 2)).toBe('2028-03-01');
  });

  it('finds the next Monday, never today', () => {
    expect(nextMonday(sunday)).toBe('2026-11-23');
    expect(nextMonday('2026-11-23')).toBe('2026-11-30');
    expect(nextMonday('2026-11-24')).toBe('2026-11-30');
  });

  it('gets coarser the longer ago it is', () => {
    expect(agoInWords('2026-11-19T12:00:00Z', sunday)).toBe('3 days ago');
    expect(agoInWords('2026-11-01T12:00:00Z', sunday)).toBe('3 weeks ago');
    expect(agoInWords('2026-05-22T12:00:00Z', sunday)).toBe('6 months ago');
    expect(agoInWords('2019-07-09T12:00:00Z', sunday)).toBe('7 years ago');
  });
});
