// The frame of every dialog about signers: title = verb, what follows from it, what went wrong, the same verb on the button.
'use client';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Button } from '../../ui/Button';
import { Dialog } from '../../ui/Dialog';
import { Notice } from '../../ui/Tag';

interface Props {
  title: string;
  note?: string;
  /** On the button; the title when absent. */
  verb?: string;
  /** Beside the buttons. */
  hint?: string;
  danger?: boolean;
  busy: boolean;
  problem: string | null;
  onSend: () => void;
  onClose: () => void;
  children: ReactNode;
}

export function SignerDialog({ title, note, verb, hint, danger, busy, problem, onSend, onClose, children }: Props) {
  const common = useTranslations('common');
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={title}
      {...(note && { note })}
      onSubmit={onSend}
      foot={
        <>
          <span className="hint grow">{hint}</span>
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button type="submit" variant={danger ? 'danger' : 'primary'} busy={busy}>
            {verb ?? title}
          </Button>
        </>
      }
    >
      {children}
      {problem && <Notice meaning="object" icon="warn" role="alert" title={problem} />}
    </Dialog>
  );
}
