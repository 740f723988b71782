import { describe, expect, it } from 'vitest';
import { changesOf, conflictsOf, emptyForm, tidied } from './contact_form_state';

const base = { ...emptyForm, name: 'Grace', ask: 'cover', emails: [{ value: 'g@example.org' }] };

describe('saving a contact', () => {
  it('sends only what was changed', () => {
    expect(changesOf(base, { ...base, ask: 'cover in March' })).toEqual({ ask: 'cover in March' });
    expect(changesOf(base, { ...base })).toEqual({});
  });

  it('leaves out lines that were opened and not filled', () => {
    const form = {
      ...base,
      emails: [{ value: ' ' }, { value: ' g@example.org ' }],
      roles: [{}, { title: 'GP' }],
      dates: [{ kind: 'birthday', date: '' }],
    };
    expect(tidied(form)).toMatchObject({ emails: [{ value: 'g@example.org' }], roles: [{ title: 'GP' }], dates: [] });
  });

  it('sees a conflict only where both changed the same field differently', () => {
    const mine = { ...base, ask: 'mine', offer: 'same' };
    expect(conflictsOf(base, mine, { ...base, ask: 'theirs', offer: 'same' })).toEqual(['ask']);
    expect(conflictsOf(base, mine, { ...base, note: 'theirs' })).toEqual([]);
  });
});
