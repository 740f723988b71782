import { describe, expect, it } from 'vitest';
import { emptyDraft, toWaiting, withMade, type CaptureDraft } from './capture_draft';

const written: CaptureDraft = {
  ...emptyDraft,
  people: [
    { id: 'c1', name: 'Ada' },
    { id: null, name: 'Ben' },
    { id: null, name: 'Ben' },
  ],
  note: 'Coffee.',
};

describe('a draft whose sending was refused after a contact was made', () => {
  const sent = toWaiting(written, 'm1', 'key', new Date('2026-03-01T10:00:00Z'));
  const refused = { ...sent, newPeople: ['Ben'], body: { ...sent.body, with: ['c1', 'c2'] } };

  it('knows the contact, once', () => {
    expect(withMade(written, sent, refused).people).toEqual([
      { id: 'c1', name: 'Ada' },
      { id: 'c2', name: 'Ben' },
      { id: null, name: 'Ben' },
    ]);
  });

  it('keeps what was typed and changed meanwhile', () => {
    const people = [
      { id: null, name: 'Cem' },
      { id: null, name: 'Ben' },
    ];
    const changed = { ...written, note: 'Coffee, and cake.', people };
    expect(withMade(changed, sent, refused)).toEqual({
      ...changed,
      people: [
        { id: null, name: 'Cem' },
        { id: 'c2', name: 'Ben' },
      ],
    });
  });

  it('gives nobody the contact who was taken out', () => {
    const people = [{ id: null, name: 'Cem' }];
    expect(withMade({ ...written, people }, sent, refused).people).toEqual(people);
  });
});
