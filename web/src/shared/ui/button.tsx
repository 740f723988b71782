import type { ComponentProps, ComponentType } from 'react';
import { Link, type LinkProps } from 'react-router';
import styles from './button.module.css';
import { cx } from './cx';

export type Icon = ComponentType<{ size?: number | string; 'aria-hidden'?: boolean; className?: string }>;

export interface ButtonLook {
  /** One `filled` button per screen: the thing to do next. */
  look?: 'filled' | 'soft' | 'outline' | 'quiet' | 'danger';
  icon?: Icon;
  wide?: boolean;
}

const classOf = ({ look = 'outline', wide }: ButtonLook, own?: string): string =>
  cx(styles.button, styles[look], wide && styles.wide, own);

type ButtonProps = ButtonLook & ComponentProps<'button'> & { busy?: boolean };

export function Button({ look, icon: Icon, wide, busy, className, children, disabled, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      className={classOf({ look, wide }, className)}
      disabled={disabled || busy}
      aria-busy={busy || undefined}
      {...rest}
    >
      {busy ? <span className={styles.spinner} aria-hidden /> : Icon && <Icon size={18} aria-hidden />}
      {children}
    </button>
  );
}

export function ButtonLink({ look, icon: Icon, wide, className, children, ...rest }: ButtonLook & LinkProps) {
  return (
    <Link className={classOf({ look, wide }, className)} {...rest}>
      {Icon && <Icon size={18} aria-hidden />}
      {children}
    </Link>
  );
}

export function ButtonAnchor({
  look,
  icon: Icon,
  wide,
  className,
  children,
  ...rest
}: ButtonLook & ComponentProps<'a'>) {
  return (
    <a className={classOf({ look, wide }, className)} {...rest}>
      {Icon && <Icon size={18} aria-hidden />}
      {children}
    </a>
  );
}

type IconButtonProps = ComponentProps<'button'> & { icon: Icon; label: string };

export function IconButton({ icon: Icon, label, className, ...rest }: IconButtonProps) {
  return (
    <button type="button" className={cx(styles.icon, className)} aria-label={label} title={label} {...rest}>
      <Icon size={20} aria-hidden />
    </button>
  );
}
