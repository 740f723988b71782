import { describe, expect, it } from 'vitest';
import { placeTop } from './card_place';

const view = { top: 6, bottom: 794 };
const box = (top: number, bottom: number) => ({ top, bottom, left: 0, right: 300 });

describe('the card', () => {
  it('stands below the field where there is room', () => {
    expect(placeTop(100, box(100, 140), box(110, 130), view)).toBe(146);
  });
  it('stands above the field at the foot of the window', () => {
    expect(placeTop(100, box(700, 790), box(710, 730), view)).toBe(594);
  });
  it('stands below the marked line of a field that fills the window', () => {
    expect(placeTop(100, box(20, 780), box(200, 220), view)).toBe(226);
  });
  it('stands above the marked line at the foot of such a field', () => {
    expect(placeTop(100, box(20, 780), box(740, 760), view)).toBe(634);
  });
  it('stays within a window that is too small for it', () => {
    expect(placeTop(1000, box(20, 780), box(200, 220), view)).toBe(6);
  });
});
