import { Dialog as Base } from '@base-ui/react/dialog';
import X from 'lucide-react/icons/x';
import { useRef } from 'react';
import { useBackCloses } from './back_closes';
import { IconButton } from './button';
import { cx } from './cx';
import type { DialogProps } from './dialog';
import styles from './dialog.module.css';

/** A sheet from below on phones, a centred dialog on laptops. */
export function DialogPopup(props: DialogProps) {
  const { open, onClose, title, description, children, footer, size = 'narrow', sticky } = props;
  const body = useRef<HTMLDivElement>(null);
  useBackCloses(open, onClose);
  return (
    <Base.Root open={open} onOpenChange={(next) => !next && onClose()} disablePointerDismissal={sticky}>
      <Base.Portal>
        <Base.Backdrop className={styles.backdrop} />
        <Base.Viewport className={styles.viewport}>
          <Base.Popup
            className={cx(styles.popup, size === 'wide' && styles.large)}
            initialFocus={() => firstEmptyField(body.current) ?? true}
          >
            <header className={styles.header}>
              <Base.Title className={styles.title}>{title}</Base.Title>
              <Base.Close render={<IconButton icon={X} label="Close" />} />
            </header>
            {/* Scrolls, so it must be reachable by keyboard when nothing in it is. */}
            <div ref={body} className={styles.body} tabIndex={-1}>
              {description && <Base.Description className={styles.description}>{description}</Base.Description>}
              {children}
            </div>
            {footer && <footer className={styles.footer}>{footer}</footer>}
          </Base.Popup>
        </Base.Viewport>
      </Base.Portal>
    </Base.Root>
  );
}

/** What is to be typed first. */
const firstEmptyField = (body: HTMLElement | null): HTMLElement | undefined =>
  [...(body?.querySelectorAll<HTMLInputElement>('input:not([type=radio], [type=checkbox]), textarea') ?? [])].find(
    ({ value }) => value === '',
  );
