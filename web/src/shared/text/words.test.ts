import { describe, expect, it } from 'vitest';
import { count, givenName, initials, list, shortList, sortLetter } from './words';

describe('names', () => {
  it('leaves titles out of initials', () => {
    expect(initials('Dr Grace Hopper')).toBe('GH');
    expect(initials('Prof. Åsa Lindqvist Berg')).toBe('ÅB');
    expect(initials('Cher')).toBe('C');
    expect(initials('123')).toBe('?');
  });

  it('speaks to people by their first name, unless only a title and a surname are known', () => {
    expect(givenName('Dr Grace Hopper')).toBe('Grace');
    expect(givenName('Dr Hopper')).toBe('Dr Hopper');
    expect(givenName('Grace')).toBe('Grace');
  });

  it('finds the letter of the family name, as the list is sorted', () => {
    expect(sortLetter('Dr Grace Hopper')).toBe('H');
    expect(sortLetter('Björn Ångström MD')).toBe('A');
    expect(sortLetter('Cher')).toBe('C');
    expect(sortLetter('+44 7700')).toBe('');
  });
});

describe('counts and lists', () => {
  it('speaks of one and of many', () => {
    expect(count(1, 'person', 'people')).toBe('1 person');
    expect(count(1204, 'person', 'people')).toBe('1,204 people');
    expect(list(['Grace', 'Ada', 'Tom'])).toBe('Grace, Ada and Tom');
    expect(list([])).toBe('');
  });

  it('names the first few of many, and never leaves out only one', () => {
    expect(shortList(['a', 'b', 'c', 'd'])).toBe('a, b, c and d');
    expect(shortList(['a', 'b', 'c', 'd', 'e'])).toBe('a, b, c and 2 more');
  });
});
