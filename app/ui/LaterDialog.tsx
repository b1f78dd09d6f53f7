// The dialog for what is on the screen from the start and asks seldom: its code comes afterwards.
'use client';
import type { ComponentProps } from 'react';
import type { Dialog } from './Dialog';
import { laterPart } from './later';

export const LaterDialog = laterPart<ComponentProps<typeof Dialog>>(() =>
  import('./Dialog').then((module) => module.Dialog),
);
