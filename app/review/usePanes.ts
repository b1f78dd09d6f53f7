// Which panes stand beside the text. Until somebody chooses, the width of the window decides.
'use client';
import { useState } from 'react';

export type Pane = 'outline' | 'rail';
/** On a phone one of these fills the screen; comments come as a sheet over the text. */
export type PhonePane = 'text' | 'outline' | 'comments' | 'suggestions';
type Choice = 'auto' | 'open' | 'closed';

/** Below this the panes are drawers over the text (design, Layout). */
const WIDE = '(min-width: 1100px)';

export interface Panes {
  outline: Choice;
  rail: Choice;
  phone: PhonePane;
  /** The text alone, without bars and panes; remembered by nobody. */
  full: boolean;
  setFull: (full: boolean) => void;
  toggle: (pane: Pane) => void;
  set: (pane: Pane, open: boolean) => void;
  show: (pane: PhonePane) => void;
}

export function usePanes(): Panes {
  const [choice, setChoice] = useState<Record<Pane, Choice>>({ outline: 'auto', rail: 'auto' });
  const [phone, show] = useState<PhonePane>('text');
  const [full, setFull] = useState(false);
  const isOpen = (one: Choice) => one === 'open' || (one === 'auto' && window.matchMedia(WIDE).matches);
  return {
    ...choice,
    phone,
    full,
    setFull,
    toggle: (pane) => setChoice((before) => ({ ...before, [pane]: isOpen(before[pane]) ? 'closed' : 'open' })),
    set: (pane, open) => setChoice((before) => ({ ...before, [pane]: open ? 'open' : 'closed' })),
    show,
  };
}
