// Esc while an IME composes takes back what is composed, and shuts nothing.

/** For what Radix would shut by Esc: it asks this first. */
export function leaveToIme(event: KeyboardEvent): void {
  if (event.isComposing || event.keyCode === 229) event.preventDefault();
}
