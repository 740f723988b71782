import type { ReactNode } from 'react';
import type { Icon } from './button';
import { cx } from './cx';
import styles from './tag.module.css';

export type Tone = 'plain' | 'accent' | 'attention' | 'danger' | 'notice';

/** A word with an icon; its colour never says anything alone. */
export function Tag({ icon: Icon, tone = 'plain', children }: { icon?: Icon; tone?: Tone; children: ReactNode }) {
  return (
    <span className={cx(styles.tag, styles[tone])}>
      {Icon && <Icon size={14} aria-hidden />}
      {children}
    </span>
  );
}
