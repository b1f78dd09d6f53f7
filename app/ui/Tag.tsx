// Small marks of state: a tag, a notice. Colour never speaks alone: each carries a word, most an icon.
import { clsx } from 'clsx';
import type { ReactNode } from 'react';
import { Icon } from './Icon';
import type { IconName } from './icons';

export type Meaning = 'agree' | 'reserve' | 'object' | 'stale' | 'mustfix' | 'info' | 'none';

export function Tag({
  meaning,
  icon,
  strong,
  children,
}: {
  meaning?: Meaning;
  icon?: IconName;
  strong?: boolean;
  children: ReactNode;
}) {
  return (
    <span className={clsx('tag', meaning && `is-${meaning}`, strong && 'tag-strong')}>
      {icon && <Icon name={icon} />}
      {children}
    </span>
  );
}

/** A framed sentence inside a page or dialog. `role="alert"` when it answers what a person just did. */
export function Notice({
  meaning,
  icon,
  title,
  role,
  children,
}: {
  meaning: Meaning;
  icon: IconName;
  title?: string;
  role?: 'alert' | 'status';
  children?: ReactNode;
}) {
  return (
    <div className={clsx('notice', `is-${meaning}`)} role={role}>
      <Icon name={icon} />
      <p>
        {title && <b>{title}</b>} {children}
      </p>
    </div>
  );
}
