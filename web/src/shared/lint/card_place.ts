/** What stands between the card and the field, or the edge of the window, in pixels. */
const gap = 6;
const margin = 12;
const widest = 400;
const narrowest = 280;

interface Box {
  top: number;
  bottom: number;
  left: number;
  right: number;
}

/** Below the field, else above it; where neither is in view, below the marked line or above it. */
export function placeTop(height: number, field: Box, line: Box, view: { top: number; bottom: number }): number {
  const fits = (top: number): boolean => top >= view.top && top + height <= view.bottom;
  const places = [field.bottom + gap, field.top - gap - height, line.bottom + gap, line.top - gap - height];
  const last = Math.max(view.top, Math.min(line.bottom + gap, view.bottom - height));
  return places.find(fits) ?? last;
}

/** As wide as the field, within what reads well. */
export const widthFor = (frame: HTMLElement): number =>
  Math.min(Math.max(frame.offsetWidth, narrowest), widest, document.documentElement.clientWidth - 2 * margin);

/** Where the card goes in the window, so that it covers neither the marked words nor the edge. */
export function placeFor(card: HTMLElement, frame: HTMLElement): { left: number; top: number } {
  const field = frame.getBoundingClientRect();
  const marked = frame.querySelector('[data-active]')?.getBoundingClientRect() ?? field;
  const view = visualViewport;
  const top = view?.offsetTop ?? 0;
  const window = { top: top + gap, bottom: top + (view?.height ?? innerHeight) - gap };
  const rightmost = document.documentElement.clientWidth - margin - card.offsetWidth;
  return {
    left: Math.max(margin, Math.min(marked.left, field.right - card.offsetWidth, rightmost)),
    top: placeTop(card.offsetHeight, field, marked, window),
  };
}
