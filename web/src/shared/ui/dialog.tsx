import { lazy, Suspense, useState, type ReactNode } from 'react';

export interface DialogProps {
  open: boolean;
  onClose: () => void;
  title: string;
  description?: ReactNode;
  children: ReactNode;
  /** Stays in view below what scrolls. */
  footer?: ReactNode;
  size?: 'narrow' | 'wide';
  /** For a sheet in which something may have been typed: a tap beside it must not close it. */
  sticky?: boolean;
}

// Not part of the first page's weight.
const DialogPopup = lazy(async () => ({ default: (await import('./dialog_popup')).DialogPopup }));

/** A sheet from below on phones, a centred dialog on laptops. */
export function Dialog(props: DialogProps) {
  const [needed, setNeeded] = useState(props.open);
  if (props.open && !needed) setNeeded(true);
  return (
    needed && (
      <Suspense fallback={null}>
        <DialogPopup {...props} />
      </Suspense>
    )
  );
}
