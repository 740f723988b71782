import { describe, expect, it } from 'vitest';
import { marked, textAt } from './marked_text';

describe('the text a problem points at', () => {
  it('is found by its path', () => {
    const body = { note: 'a', promises: [{ text: 'b' }] };
    expect(textAt(body, '$.note')).toBe('a');
    expect(textAt(body, '$.promises[0].text')).toBe('b');
    expect(textAt(body, '$.promises[3].text')).toBe('');
    expect(textAt(body, undefined)).toBe('');
  });

  it('is cut by code points, not by UTF-16 units', () => {
    expect(marked('🙂🙂 943 476 5919 x', { start: 3, end: 15 })).toEqual({
      before: '🙂🙂 ',
      match: '943 476 5919',
      after: ' x',
    });
  });

  it('survives a position outside the text', () => {
    expect(marked('ab', { start: 5, end: 9 })).toEqual({ before: 'ab', match: '', after: '' });
    expect(marked('ab', undefined)).toEqual({ before: '', match: '', after: 'ab' });
  });
});
