// A menu that opens from a button. Until that is first pressed only the button is there: what a menu is made of comes later.
'use client';
import {
  type ButtonHTMLAttributes,
  type ComponentProps,
  cloneElement,
  createContext,
  type KeyboardEvent,
  type PointerEvent,
  type ReactElement,
  use,
  useState,
} from 'react';
import { must } from '../../domain/must';
import { later, useLater } from './later';
import type * as Made from './MenuParts';

const parts = later(() => import('./MenuParts'));
const PartsContext = createContext<typeof Made | null>(null);

type Trigger = ButtonHTMLAttributes<HTMLButtonElement>;
type Props = ComponentProps<typeof Made.Menu> & { trigger: ReactElement<Trigger> };

const OPENS = ['Enter', ' ', 'ArrowDown'];

export function Menu(props: Props) {
  const here = useLater(parts);
  const [pressed, setPressed] = useState<'key' | 'pointer' | null>(null);
  if (pressed && here) {
    return (
      <PartsContext value={here}>
        <here.Menu {...props} byKey={pressed === 'key'} />
      </PartsContext>
    );
  }
  const { trigger } = props;
  const own = trigger.props;
  const press = (by: 'key' | 'pointer') => {
    parts.ask(() => setPressed(null));
    setPressed(by);
  };
  return cloneElement<Trigger>(trigger, {
    'aria-haspopup': 'menu',
    'aria-expanded': false,
    onPointerEnter(event: PointerEvent<HTMLButtonElement>) {
      own.onPointerEnter?.(event);
      parts.fetch();
    },
    onPointerDown(event: PointerEvent<HTMLButtonElement>) {
      own.onPointerDown?.(event);
      // A Mac's second click; and the press must not take the focus from the menu that comes.
      if (event.button !== 0 || event.ctrlKey || own.disabled) return;
      press('pointer');
      event.preventDefault();
    },
    onKeyDown(event: KeyboardEvent<HTMLButtonElement>) {
      own.onKeyDown?.(event);
      if (!OPENS.includes(event.key)) return;
      press('key');
      event.preventDefault();
    },
  });
}

function useParts(): typeof Made {
  return must(use(PartsContext), 'entries of a menu stand in a menu');
}

export function MenuItem(props: ComponentProps<typeof Made.MenuItem>) {
  const { MenuItem: Item } = useParts();
  return <Item {...props} />;
}

export function MenuRule() {
  const { MenuRule: Rule } = useParts();
  return <Rule />;
}

export function MenuChoices(props: ComponentProps<typeof Made.MenuChoices>) {
  const { MenuChoices: Choices } = useParts();
  return <Choices {...props} />;
}

export function MenuLink(props: ComponentProps<typeof Made.MenuLink>) {
  const { MenuLink: Link } = useParts();
  return <Link {...props} />;
}

export function MenuCheck(props: ComponentProps<typeof Made.MenuCheck>) {
  const { MenuCheck: Check } = useParts();
  return <Check {...props} />;
}
