import type { ReactNode } from 'react';
import styles from './banner.module.css';
import type { Icon } from './button';
import { cx } from './cx';

interface BannerProps {
  icon: Icon;
  tone?: 'notice' | 'attention' | 'danger' | 'accent';
  action?: ReactNode;
  children: ReactNode;
}

export function Banner({ icon: Icon, tone = 'notice', action, children }: BannerProps) {
  return (
    <div className={cx(styles.banner, styles[tone])} role={tone === 'danger' ? 'alert' : 'status'}>
      <Icon size={20} aria-hidden />
      <div className={styles.text}>{children}</div>
      {action}
    </div>
  );
}
