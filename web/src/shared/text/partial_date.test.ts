import { describe, expect, it } from 'vitest';
import { dateParts, fromParts, partialDateInWords } from './partial_date';

describe('partial dates', () => {
  it.each(['2019-07-09', '2019-07', '2019', '--07-09', '--07'])(
    '%s survives taking apart and putting together',
    (text) => {
      expect(fromParts(dateParts(text))).toBe(text);
    },
  );

  it('is read in words', () => {
    expect(partialDateInWords('2019-07-09')).toBe('9 July 2019');
    expect(partialDateInWords('2019-07')).toBe('July 2019');
    expect(partialDateInWords('2019')).toBe('2019');
    expect(partialDateInWords('--07-09')).toBe('9 July');
  });

  it('is nothing when nothing is given', () => {
    expect(fromParts({ year: '', month: '', day: '' })).toBeNull();
  });

  it('refuses what is no date', () => {
    expect(fromParts({ year: '', month: '', day: '9' })).toBeUndefined();
    expect(fromParts({ year: '19', month: '', day: '' })).toBeUndefined();
    expect(fromParts({ year: '2026', month: '02', day: '29' })).toBeUndefined();
    expect(fromParts({ year: '2026', month: '04', day: '31' })).toBeUndefined();
  });

  it('allows the leap day of an unknown year, and pads what is typed', () => {
    expect(fromParts({ year: '', month: '02', day: '29' })).toBe('--02-29');
    expect(fromParts({ year: '2019', month: '7', day: '9' })).toBe('2019-07-09');
  });
});
