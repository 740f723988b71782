import { Menu as Base } from '@base-ui/react/menu';
import { cx } from './cx';
import type { MenuProps } from './menu';
import styles from './menu.module.css';

/** Opens as soon as it is there: it is loaded when its button is first pressed. */
export function MenuPopup({ trigger, entries }: MenuProps) {
  return (
    <Base.Root defaultOpen>
      <Base.Trigger render={trigger} />
      <Base.Portal container={document.getElementById('main')}>
        <Base.Positioner className={styles.positioner} sideOffset={6} align="end">
          <Base.Popup className={styles.popup}>
            {entries
              .filter((entry) => entry !== false)
              .map(({ label, icon: Icon, danger, onSelect }) => (
                <Base.Item key={label} className={cx(styles.item, danger && styles.danger)} onClick={onSelect}>
                  {Icon && <Icon size={18} aria-hidden />}
                  {label}
                </Base.Item>
              ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
