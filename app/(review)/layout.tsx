// The shell of one review: the palette and the bell's count around its screens.
import type { ReactNode } from 'react';
import { Shell } from '../shell/Shell';

export default function ReviewLayout({ children }: { children: ReactNode }) {
  return <Shell>{children}</Shell>;
}
