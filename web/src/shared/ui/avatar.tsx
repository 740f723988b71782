import { initials } from '@/shared/text/words';
import styles from './avatar.module.css';
import { cx } from './cx';

const tints = 6;

// The same name has the same tint everywhere, so that a person is recognised before the name is read.
function tintOf(name: string): number {
  let hash = 0;
  for (const letter of name) hash = (hash * 31 + (letter.codePointAt(0) ?? 0)) >>> 0;
  return hash % tints;
}

export function Avatar({ name, photo, size = 'm' }: { name: string; photo?: string | null; size?: 's' | 'm' | 'l' }) {
  const look = cx(styles.avatar, styles[size], styles[`tint${tintOf(name)}`]);
  if (photo) return <img className={look} src={photo} alt="" loading="lazy" decoding="async" />;
  return (
    <span className={look} aria-hidden>
      {initials(name)}
    </span>
  );
}
