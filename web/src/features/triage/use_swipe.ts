import { useState, type CSSProperties, type PointerEvent } from 'react';

const decides = 90;
const tilt = 0.04;

/** A card drawn aside by a finger: right decides yes, left no, a short way nothing. */
export function useSwipe(onSwipe: (right: boolean) => void) {
  const [drag, setDrag] = useState<{ from: number; by: number } | null>(null);
  const by = drag?.by ?? 0;
  const style: CSSProperties = drag
    ? { transform: `translateX(${by}px) rotate(${by * tilt}deg)`, transition: 'none' }
    : {};
  return {
    style,
    bind: {
      onPointerDown: (event: PointerEvent) => {
        if (event.pointerType === 'mouse' && event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        setDrag({ from: event.clientX, by: 0 });
      },
      onPointerMove: (event: PointerEvent) => drag && setDrag({ ...drag, by: event.clientX - drag.from }),
      onPointerUp: () => {
        setDrag(null);
        if (Math.abs(by) >= decides) onSwipe(by > 0);
      },
      onPointerCancel: () => setDrag(null),
    },
  };
}
