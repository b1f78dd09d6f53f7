// What a menu is made of once it opens; arrows, Home, End, typing and Esc work. Fetched by Menu, imported by nobody else.
'use client';
import { clsx } from 'clsx';
import { DropdownMenu } from 'radix-ui';
import type { ReactNode } from 'react';
import { Icon } from './Icon';
import type { IconName } from './icons';

interface MenuProps {
  /** One button element; it receives the menu's aria attributes. */
  trigger: ReactNode;
  label: string;
  align?: 'start' | 'end';
  /** Opened with a key: the first entry has the focus then, as it has every other time. */
  byKey?: boolean;
  /** Prevent the event to put the focus elsewhere than on the trigger when the menu closes. */
  onCloseAutoFocus?: (event: Event) => void;
  children: ReactNode;
}

/** Open from the start: it is drawn when its button was pressed for the first time. */
export function Menu({ trigger, label, align = 'end', byKey, onCloseAutoFocus, children }: MenuProps) {
  return (
    <DropdownMenu.Root defaultOpen modal={false}>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          ref={byKey ? toFirst : undefined}
          className="pop menu"
          aria-label={label}
          align={align}
          sideOffset={4}
          collisionPadding={8}
          onCloseAutoFocus={onCloseAutoFocus}
        >
          {children}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

/** After the menu has put the focus on itself. The key that opened it was pressed before there was a menu to hear it. */
function toFirst(menu: HTMLElement | null): void {
  if (menu)
    requestAnimationFrame(() => {
      if (document.activeElement === menu) menu.querySelector<HTMLElement>('[role^="menuitem"]')?.focus();
    });
}

export function MenuItem({
  icon,
  danger,
  onSelect,
  children,
}: {
  icon?: IconName;
  danger?: boolean;
  onSelect: () => void;
  children: ReactNode;
}) {
  return (
    <DropdownMenu.Item className={clsx('menu-i', danger && 'is-danger')} onSelect={onSelect}>
      {icon && <Icon name={icon} size={16} />}
      {children}
    </DropdownMenu.Item>
  );
}

export function MenuRule() {
  return <DropdownMenu.Separator className="menu-rule" />;
}

/** One of several, under its own heading; the one that holds is ticked. */
export function MenuChoices({
  label,
  value,
  choices,
  onChoose,
}: {
  label: string;
  value: string;
  choices: readonly { value: string; shown: ReactNode }[];
  onChoose: (value: string) => void;
}) {
  return (
    <DropdownMenu.RadioGroup value={value} onValueChange={onChoose} aria-label={label}>
      <DropdownMenu.Label className="menu-l">{label}</DropdownMenu.Label>
      {choices.map((one) => (
        <DropdownMenu.RadioItem key={one.value} value={one.value} className="menu-i">
          {one.shown}
          <DropdownMenu.ItemIndicator className="menu-on">
            <Icon name="check" size={16} />
          </DropdownMenu.ItemIndicator>
        </DropdownMenu.RadioItem>
      ))}
    </DropdownMenu.RadioGroup>
  );
}

/** Another page, in a tab of its own. */
export function MenuLink({ icon, href, children }: { icon: IconName; href: string; children: ReactNode }) {
  return (
    <DropdownMenu.Item asChild className="menu-i">
      <a href={href} target="_blank" rel="noreferrer">
        <Icon name={icon} size={16} />
        {children}
      </a>
    </DropdownMenu.Item>
  );
}

/** A switch that stays as it is left. */
export function MenuCheck({
  checked,
  onChange,
  children,
}: {
  checked: boolean;
  onChange: (checked: boolean) => void;
  children: ReactNode;
}) {
  return (
    <DropdownMenu.CheckboxItem className="menu-i" checked={checked} onCheckedChange={onChange}>
      <Icon name={checked ? 'check' : 'blank'} size={16} />
      {children}
    </DropdownMenu.CheckboxItem>
  );
}
