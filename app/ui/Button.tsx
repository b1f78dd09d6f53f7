// Buttons and links that look like them; one primary a screen.
import { cva, type VariantProps } from 'class-variance-authority';
import { clsx } from 'clsx';
import type { ButtonHTMLAttributes } from 'react';
import { Icon } from './Icon';
import type { IconName } from './icons';
import { Link, type LinkProps } from './Link';

const look = cva('btn', {
  variants: {
    variant: {
      secondary: '',
      primary: 'btn-primary',
      object: 'btn-primary btn-object',
      ghost: 'btn-ghost',
      danger: 'btn-danger',
      gated: 'btn-gated',
    },
    size: { md: '', sm: 'btn-sm', lg: 'btn-lg', touch: 'btn-touch' },
    block: { true: 'btn-block' },
  },
});

type Look = VariantProps<typeof look> & { icon?: IconName };

/** `busy` keeps the width, shows a spinner and takes no second press. The type is `button` unless said. */
export function Button({
  variant,
  size,
  block,
  icon,
  busy,
  className,
  children,
  ...rest
}: Look & { busy?: boolean } & ButtonHTMLAttributes<HTMLButtonElement>) {
  return (
    <button
      type="button"
      className={clsx(look({ variant, size, block }), busy && 'is-loading', className)}
      aria-busy={busy || undefined}
      aria-disabled={busy || undefined}
      {...rest}
      onClick={busy ? (event) => event.preventDefault() : rest.onClick}
    >
      {icon && <Icon name={icon} />}
      {children}
    </button>
  );
}

export function ButtonLink({ variant, size, block, icon, className, children, ...rest }: Look & LinkProps) {
  return (
    <Link className={clsx(look({ variant, size, block }), className)} {...rest}>
      {icon && <Icon name={icon} />}
      {children}
    </Link>
  );
}

/** A button that is only a sign; its name is spoken and shown on hover. */
export function IconButton({
  icon,
  label,
  size,
  className,
  ...rest
}: { icon: IconName; label: string; size?: 'sm' | 'touch' } & ButtonHTMLAttributes<HTMLButtonElement>) {
  return (
    <button
      type="button"
      className={clsx('icon-btn', size && `icon-btn-${size}`, className)}
      aria-label={label}
      title={label}
      {...rest}
    >
      <Icon name={icon} />
    </button>
  );
}
