// What a screen asks of its shell, and what it tells it: its commands for the palette.
'use client';
import { createContext, useContext, useEffect, useId, useRef } from 'react';

/** Of the present screen, shown as `commandList` says; or a place in its text. */
export type PaletteCommand = { id: string; run: () => void } & (
  | { kind: 'command' }
  | { kind: 'section'; label: string }
);

interface ShellValue {
  openPalette: () => void;
  /** Answers how to take the commands back. */
  register: (id: string, commands: () => readonly PaletteCommand[]) => () => void;
  /** Digests with something unread; null until it is known. */
  unread: number | null;
  refreshUnread: () => void;
}

export const ShellContext = createContext<ShellValue>({
  openPalette: () => undefined,
  register: () => () => undefined,
  unread: null,
  refreshUnread: () => undefined,
});

export const useShell = () => useContext(ShellContext);

/** The screen's commands while it is shown; asked anew each time the palette opens. */
export function usePaletteCommands(commands: () => readonly PaletteCommand[]): void {
  const id = useId();
  const { register } = useShell();
  const latest = useRef(commands);
  latest.current = commands;
  useEffect(() => register(id, () => latest.current()), [id, register]);
}

/** A review heard something over its socket: what waits for its reader may be more. */
export const NEWS = 'countersign-news';
