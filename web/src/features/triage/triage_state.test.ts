import { describe, expect, it } from 'vitest';
import { meaningOf, noAnswer, statement } from './triage_state';

describe('sorting', () => {
  it('says of those who matter how close and how often, and of the others nothing more', () => {
    expect(statement(true, { closeness: 'friendly', rhythm: null })).toEqual({ matters: true, closeness: 'friendly' });
    expect(statement(true, noAnswer)).toEqual({ matters: true });
    expect(statement(false, { closeness: 'friendly', rhythm: 'monthly' })).toEqual({ matters: false });
  });

  it('understands its keys and no others', () => {
    expect(meaningOf('ArrowRight')).toEqual({ kind: 'decide', matters: true });
    expect(meaningOf('2')).toEqual({ kind: 'answer', answer: { closeness: 'friendly' } });
    expect(meaningOf('w')).toEqual({ kind: 'answer', answer: { rhythm: 'when_there_is_something' } });
    expect(meaningOf('u')).toEqual({ kind: 'undo' });
    expect(meaningOf('x')).toBeNull();
  });
});
