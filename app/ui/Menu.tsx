// A menu that opens from a button; arrows, Home, End, typing and Esc work.
'use client';
import { clsx } from 'clsx';
import { DropdownMenu } from 'radix-ui';
import type { ReactNode } from 'react';
import { Icon } from './Icon';
import type { IconName } from './icons';

/** `trigger` is one button element; it receives the menu's aria attributes. */
export function Menu({ trigger, label, align = 'end', children }: { trigger: ReactNode; label: string; align?: 'start' | 'end'; children: ReactNode }) {
  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="pop menu" aria-label={label} align={align} sideOffset={4} collisionPadding={8}>
          {children}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

export function MenuItem({ icon, danger, onSelect, children }: { icon?: IconName; danger?: boolean; onSelect: () => void; children: ReactNode }) {
  return (
    <DropdownMenu.Item className={clsx('menu-i', danger && 'is-danger')} onSelect={onSelect}>
      {icon && <Icon name={icon} size={16} />}
      {children}
    </DropdownMenu.Item>
  );
}
