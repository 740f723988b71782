import { useEffect, type ReactNode } from 'react';
import { cx } from './cx';
import styles from './page.module.css';

interface PageProps {
  title: string;
  /** Below the title, in a quieter voice. */
  lead?: ReactNode;
  actions?: ReactNode;
  width?: 'reading' | 'wide';
  children: ReactNode;
}

/** A page with its title, also in the browser's tab. */
export function Page({ title, lead, actions, width = 'reading', children }: PageProps) {
  usePageTitle(title);
  return (
    <div className={cx(styles.page, width === 'wide' && styles.wide)}>
      <header>
        <div className={styles.head}>
          <h1>{title}</h1>
          {actions && <div className={styles.actions}>{actions}</div>}
        </div>
        {lead && <p className={styles.lead}>{lead}</p>}
      </header>
      {children}
    </div>
  );
}

export function usePageTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · Confrere`;
  }, [title]);
}

/** A part of a page with a heading of its own. */
export function Section({ title, actions, children }: { title: string; actions?: ReactNode; children: ReactNode }) {
  return (
    <section className={styles.section} aria-label={title}>
      <div className={styles.sectionHead}>
        <h2>{title}</h2>
        {actions}
      </div>
      {children}
    </section>
  );
}

export function Card({ children, className }: { children: ReactNode; className?: string }) {
  return <div className={cx(styles.card, className)}>{children}</div>;
}
