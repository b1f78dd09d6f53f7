// What stands where nothing is yet: what will come here, and the one action. Also the shape of errors.
import type { ReactNode } from 'react';
import { Icon } from './Icon';
import type { IconName } from './icons';

export function Empty({
  icon,
  title,
  heading: Heading = 'b',
  children,
  actions,
}: {
  icon: IconName;
  title: string;
  heading?: 'b' | 'h1';
  children?: ReactNode;
  actions?: ReactNode;
}) {
  return (
    <div className="empty">
      <Icon name={icon} />
      <Heading>{title}</Heading>
      {children && <p>{children}</p>}
      {actions && <div className="row">{actions}</div>}
    </div>
  );
}
