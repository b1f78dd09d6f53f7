// What stands around the text for those who write and read it: finding, links, full screen, the list of keys, marks typed in Chinese.
'use client';
import { useTranslations } from 'next-intl';
import { type RefObject, useState } from 'react';
import type { EditorHandle } from '../../editor/EditorView';
import { notify } from '../../ui/Toast';
import type { Command } from '../keys';
import type { Panes } from '../usePanes';
import { useFullWidth } from './useFullWidth';

export interface Finding {
  replacing: boolean;
  /** Counts how often it was asked for. */
  asked: number;
}

export interface Editing {
  /** Null while nobody searches. */
  finding: Finding | null;
  find: (replacing: boolean) => void;
  setReplacing: (replacing: boolean) => void;
  closeFind: () => void;
  linking: boolean;
  setLinking: (linking: boolean) => void;
  /** Opens the dialog where there is something to link, else says what to do first. */
  link: () => void;
  keysShown: boolean;
  setKeysShown: (shown: boolean) => void;
  fullWidth: boolean;
  setFullWidth: (on: boolean) => void;
  /** For useKeys. */
  keys: Partial<Record<Command, () => void>>;
}

interface Input {
  handle: RefObject<EditorHandle | null>;
  editable: boolean;
  person: string;
  panes: Pick<Panes, 'full' | 'setFull'>;
}

export function useEditing({ handle, editable, person, panes }: Input): Editing {
  const t = useTranslations('editor');
  const [finding, setFinding] = useState<Finding | null>(null);
  const [linking, setLinking] = useState(false);
  const [keysShown, setKeysShown] = useState(false);
  const [fullWidth, setFullWidth] = useFullWidth(person);
  const find = (replacing: boolean) =>
    setFinding((before) => ({
      replacing: editable && (replacing || before?.replacing === true),
      asked: (before?.asked ?? 0) + 1,
    }));
  const link = () => {
    if (handle.current?.tools.state().mayLink) setLinking(true);
    else notify(t('linkFirst'));
  };
  return {
    finding,
    find,
    setReplacing: (replacing) => setFinding((before) => before && { ...before, replacing }),
    closeFind: () => setFinding(null),
    linking,
    setLinking,
    link,
    keysShown,
    setKeysShown,
    fullWidth,
    setFullWidth,
    keys: {
      find: () => find(false),
      replace: () => find(true),
      full: () => panes.setFull(!panes.full),
      keys: () => setKeysShown(true),
      ...(editable && { link }),
    },
  };
}
