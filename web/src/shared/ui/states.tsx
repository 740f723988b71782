import CloudOff from 'lucide-react/icons/cloud-off';
import type { ReactNode } from 'react';
import { explain } from '@/shared/api/problem';
import { Button, type Icon } from './button';
import styles from './states.module.css';

interface EmptyProps {
  icon: Icon;
  title: string;
  children: ReactNode;
  action?: ReactNode;
  /** Where it is the whole page. */
  heading?: 'h1' | 'h2';
}

/** Icon, headline, one sentence, one button. */
export function Empty({ icon: Icon, title, children, action, heading: Heading = 'h2' }: EmptyProps) {
  return (
    <div className={styles.empty}>
      <span className={styles.badge}>
        <Icon size={28} aria-hidden />
      </span>
      <Heading>{title}</Heading>
      <p>{children}</p>
      {action}
    </div>
  );
}

export function Failed({ error, retry }: { error: unknown; retry: () => void }) {
  return (
    <div className={styles.empty} role="alert">
      <span className={styles.badge}>
        <CloudOff size={28} aria-hidden />
      </span>
      <h2>This could not be loaded</h2>
      <p>{explain(error)}</p>
      <Button onClick={retry}>Try again</Button>
    </div>
  );
}

/** Grey shapes where rows or cards will be. */
export function Loading({ rows = 5, tall }: { rows?: number; tall?: boolean }) {
  return (
    <div className={styles.loading} role="status">
      <span className="unseen">Loading</span>
      {Array.from({ length: rows }, (_, index) => (
        <span key={index} className={tall ? styles.tall : styles.row} />
      ))}
    </div>
  );
}

interface QueryState<T> {
  data: T | undefined;
  error: unknown;
  refetch: () => unknown;
}

/** Shows data as soon as there is some, a skeleton before, and a way to try again when there will be none. */
export function Shown<T>({
  query,
  loading,
  children,
}: {
  query: QueryState<T>;
  loading?: ReactNode;
  children: (data: T) => ReactNode;
}) {
  if (query.data !== undefined) return children(query.data);
  if (query.error) return <Failed error={query.error} retry={() => void query.refetch()} />;
  return loading ?? <Loading />;
}
