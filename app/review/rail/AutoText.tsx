// A text field for comments that grows with its words and sends with Ctrl Enter.
'use client';
import { type KeyboardEvent, useLayoutEffect, useRef } from 'react';

interface Props {
  value: string;
  onChange: (value: string) => void;
  label: string;
  placeholder: string;
  maxLength: number;
  onSend: () => void;
  autoFocus?: boolean;
  /** The field that R jumps to. */
  dataReply?: boolean;
  className?: string;
}

/** Beyond this it scrolls, in px. */
const TALLEST = 180;

export function AutoText({
  value,
  onChange,
  label,
  placeholder,
  maxLength,
  onSend,
  autoFocus,
  dataReply,
  className = 'th-in',
}: Props) {
  const field = useRef<HTMLTextAreaElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the height follows the words.
  useLayoutEffect(() => {
    const el = field.current;
    if (!el) return;
    el.style.height = 'auto';
    el.style.height = `${Math.min(TALLEST, el.scrollHeight + 2)}px`;
  }, [value]);
  return (
    <textarea
      ref={field}
      className={className}
      rows={1}
      value={value}
      maxLength={maxLength}
      aria-label={label}
      placeholder={placeholder}
      data-reply={dataReply || undefined}
      // biome-ignore lint/a11y/noAutofocus: the person asked for this field with the button before.
      autoFocus={autoFocus}
      onChange={(event) => onChange(event.target.value)}
      onKeyDown={(event) => {
        if (!sends(event)) return;
        event.preventDefault();
        onSend();
      }}
    />
  );
}

/** Ctrl or Cmd with Enter. While an IME composes, Enter belongs to it. */
function sends(event: KeyboardEvent): boolean {
  return event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !event.nativeEvent.isComposing;
}
