// Asks before a call that others feel: the consequence in one sentence, the primary button with the same verb.
'use client';
import { useTranslations } from 'next-intl';
import type { Method } from '../client/api';
import { useCall } from '../client/useCall';
import { Button } from './Button';
import { Dialog } from './Dialog';
import { Notice } from './Tag';

interface Props {
  title: string;
  what: string;
  verb: string;
  method: Method;
  /** Of /api/v1. */
  path: string;
  body?: unknown;
  /** In place of a body: what the server takes once under its key, however often it is sent (WF14). */
  move?: Readonly<Record<string, unknown>>;
  danger?: boolean;
  onClose: () => void;
  /** After the server's consent; the dialog closes itself. */
  onDone: () => void;
}

export function Confirm({ title, what, verb, method, path, body, move, danger, onClose, onDone }: Props) {
  const common = useTranslations('common');
  const { busy, words, run, once } = useCall();
  const go = async () => {
    const answer = move ? await once({ method, path, body: move }) : await run(method, path, body);
    if (!answer.ok) return;
    onClose();
    onDone();
  };
  const foot = (
    <>
      <Button onClick={onClose}>{common('cancel')}</Button>
      <Button variant={danger ? 'danger' : 'primary'} busy={busy} onClick={() => void go()}>
        {verb}
      </Button>
    </>
  );
  return (
    <Dialog open onOpenChange={onClose} title={title} foot={foot}>
      <p>{what}</p>
      {words && <Notice meaning="object" icon="warn" role="alert" title={words} />}
    </Dialog>
  );
}
