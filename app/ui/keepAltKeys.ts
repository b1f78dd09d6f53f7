// Alt and an arrow open a list of choices and a calendar: there they are no shortcut of the screen (ED27).
import type { KeyboardEvent } from 'react';

export function keepAltKeys(event: KeyboardEvent): void {
  if (event.altKey) event.stopPropagation();
}
