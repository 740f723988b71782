import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import { findKept, fits, keepPeople } from './people';

describe('people kept for offline', () => {
  it('are found by the beginnings of words, without accents', () => {
    const chloe = { name: 'Dr Chloë Marín', headline: 'GP partner, Elm Street Surgery' };
    expect(fits(chloe, 'chl mar')).toBe(true);
    expect(fits(chloe, 'elm')).toBe(true);
    expect(fits(chloe, 'treet')).toBe(false);
  });

  it('are offered the latest seen first', async () => {
    await keepPeople([{ id: '1', name: 'Ada One' }]);
    await new Promise((done) => setTimeout(done, 5));
    await keepPeople([
      { id: '2', name: 'Ada Two' },
      { id: '3', name: 'Tom' },
    ]);
    expect((await findKept('ada', 5)).map(({ id }) => id)).toEqual(['2', '1']);
    expect(await findKept('zoe', 5)).toEqual([]);
  });
});
