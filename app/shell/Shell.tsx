// What every signed-in screen has around it: the palette behind Ctrl K, and how many notifications wait unread.
'use client';
import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { laterPart, warmUp } from '../ui/later';
import { type PaletteCommand, ShellContext } from './context';
import { takeEarlyPalette } from './earlyPalette';
import { useUnread } from './useUnread';

const Palette = laterPart(() => import('./Palette').then((module) => module.Palette));

interface Props {
  /** A screen that loads more first fetches ahead by itself, behind that. */
  ahead?: boolean;
  children: ReactNode;
}

export function Shell({ ahead = true, children }: Props) {
  const [open, setOpen] = useState(false);
  const screens = useRef(new Map<string, () => readonly PaletteCommand[]>());
  const { unread, refresh } = useUnread();
  const register = useCallback((id: string, commands: () => readonly PaletteCommand[]) => {
    screens.current.set(id, commands);
    return () => {
      screens.current.delete(id);
    };
  }, []);
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.isComposing || event.altKey || event.shiftKey || !(event.ctrlKey || event.metaKey)) return;
      if (event.key.toLowerCase() !== 'k') return;
      event.preventDefault();
      setOpen((before) => !before);
    };
    if (takeEarlyPalette()) setOpen(true);
    // Before an editor or a field takes it for itself.
    window.addEventListener('keydown', listen, { capture: true });
    return () => window.removeEventListener('keydown', listen, { capture: true });
  }, []);
  useEffect(() => (ahead ? warmUp() : undefined), [ahead]);
  const shell = useMemo(
    () => ({ openPalette: () => setOpen(true), register, unread, refreshUnread: refresh }),
    [register, unread, refresh],
  );
  return (
    <ShellContext value={shell}>
      {children}
      {open && (
        <Palette commands={[...screens.current.values()].flatMap((one) => one())} onClose={() => setOpen(false)} />
      )}
    </ShellContext>
  );
}
