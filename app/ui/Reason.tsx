// Why somebody does something, in words that must be given: who has none yet is told so beside the field.
'use client';
import type { ReactNode } from 'react';
import { useState } from 'react';
import { TextArea } from './Field';

/** As the server takes it, UTF-16 code units. */
const MOST = 2000;

interface Written {
  text: string;
  write: (text: string) => void;
  missing: boolean;
}

/** `given` answers the reason without the spaces around it, or null; then the field says that it is missing. */
export function useReason(): { given: () => string | null; written: Written } {
  const [text, write] = useState('');
  const [asked, setAsked] = useState(false);
  const why = text.trim();
  const given = () => {
    setAsked(true);
    return why || null;
  };
  return { given, written: { text, write, missing: asked && !why } };
}

interface Props extends Written {
  label: string;
  hint?: ReactNode;
  /** What is said while it is missing. */
  lacking: string;
  error?: string | null;
}

export function ReasonField({ text, write, missing, label, hint, lacking, error = null }: Props) {
  return (
    <TextArea
      label={label}
      hint={hint}
      error={missing ? lacking : error}
      rows={3}
      maxLength={MOST}
      value={text}
      onChange={(event) => write(event.target.value)}
    />
  );
}
