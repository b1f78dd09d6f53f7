// Where the words of the live text are. It alone is drawn again when an edit leaves and when it is acknowledged.
'use client';
import { type ReactNode, useSyncExternalStore } from 'react';
import type { Saving } from '../editor/useReviewDoc';
import type { SaveInput } from './badge';
import { SaveState } from './SaveState';

export function LiveSave({ saving, ...input }: { saving: Saving } & Pick<SaveInput, 'writes' | 'frozenAt'>) {
  const save = useSyncExternalStore(saving.subscribe, saving.now, saving.now);
  return <SaveState input={{ ...save, ...input }} />;
}

/** For what names the number of edits that the server does not have. */
export function Unsaved({ saving, children }: { saving: Saving; children: (n: number) => ReactNode }) {
  const count = () => saving.now().unsaved;
  return children(useSyncExternalStore(saving.subscribe, count, count));
}
