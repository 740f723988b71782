import styles from './progress.module.css';

/** How far something is; `value` from 0 to 1, or null while that is not known. */
export function Progress({ label, value }: { label: string; value: number | null }) {
  return <progress className={styles.progress} aria-label={label} max={1} {...(value === null ? {} : { value })} />;
}
