// On a phone the button stands at the foot of the screen, far from the fields: what a press lacked, or why it was refused, is brought to sight.
'use client';
import { type RefObject, useEffect, useRef } from 'react';
import type { DecisionState } from './useDecision';

/** The form that it belongs to. Where everything is in sight nothing moves; a field that lacks something has the focus. */
export function useAnswerShown({ missing, answer, presses }: DecisionState): RefObject<HTMLFormElement | null> {
  const form = useRef<HTMLFormElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a press that lacks the same again is another press.
  useEffect(() => {
    if (missing === null && answer === null) return;
    const place = form.current?.querySelector<HTMLElement>('[aria-invalid=true], .error, [role=alert]');
    place?.scrollIntoView({ block: 'nearest' });
    if (place?.matches('input, textarea')) place.focus({ preventScroll: true });
  }, [missing, answer, presses]);
  return form;
}
