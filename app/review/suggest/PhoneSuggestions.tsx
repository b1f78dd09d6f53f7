// The phone's list of suggestions: read, not decided on (PRODUCT, Around it).
'use client';
import { useTranslations } from 'next-intl';
import { type ReactNode, useEffect, useRef } from 'react';

interface Props {
  onClose: () => void;
  children: ReactNode;
}

export function PhoneSuggestions({ onClose, children }: Props) {
  const t = useTranslations('suggest');
  const threads = useTranslations('threads');
  const sheet = useRef<HTMLElement>(null);
  useEffect(() => sheet.current?.focus(), []);
  return (
    <section
      ref={sheet}
      role="dialog"
      className="sheet m-sheet sg-sheet"
      aria-label={t('title')}
      tabIndex={-1}
      onKeyDown={(event) => event.key === 'Escape' && onClose()}
    >
      <button type="button" className="m-grab" aria-label={threads('close')} onClick={onClose}>
        <span className="grab" />
      </button>
      <div className="m-sb">{children}</div>
    </section>
  );
}
