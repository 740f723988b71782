import { cloneElement, lazy, Suspense, useState, type ReactElement } from 'react';
import type { Icon } from './button';

export interface MenuEntry {
  label: string;
  icon?: Icon;
  danger?: boolean;
  onSelect: () => void;
}

export interface MenuProps {
  trigger: ReactElement<TriggerProps>;
  entries: (MenuEntry | false)[];
}

interface TriggerProps {
  onClick?: () => void;
  onPointerEnter?: () => void;
  'aria-haspopup'?: 'menu';
  'aria-expanded'?: boolean;
}

// Not part of the first page's weight.
const load = async () => ({ default: (await import('./menu_popup')).MenuPopup });
const MenuPopup = lazy(load);

/** A button (`trigger`) that opens a short list of commands. */
export function Menu({ trigger, entries }: MenuProps) {
  const [needed, setNeeded] = useState(false);
  const waiting = cloneElement(trigger, {
    onClick: () => setNeeded(true),
    onPointerEnter: () => void load(),
    'aria-haspopup': 'menu',
    'aria-expanded': false,
  });
  if (!needed) return waiting;
  return (
    <Suspense fallback={waiting}>
      <MenuPopup trigger={trigger} entries={entries} />
    </Suspense>
  );
}
