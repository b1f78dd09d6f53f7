// One drawn icon, taken from the sprite that the layout puts into the page.
import { clsx } from 'clsx';
import type { IconName } from './icons';

/** Without `label` it is decoration; with one it is an image with that name. `size` in px, 18 when absent. */
export function Icon({
  name,
  label,
  size,
  className,
}: {
  name: IconName;
  label?: string;
  size?: 14 | 16 | 20 | 24;
  className?: string;
}) {
  const named = label ? ({ role: 'img', 'aria-label': label } as const) : ({ 'aria-hidden': true } as const);
  return (
    <svg className={clsx('i', size && `i-${size}`, className)} {...named}>
      <use href={`#i-${name}`} />
    </svg>
  );
}
