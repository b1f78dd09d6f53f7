// A one-time link for somebody: made as the dialog opens, shown this once with a way to copy it.
'use client';
import { useTranslations } from 'next-intl';
import { useEffect, useRef, useState } from 'react';
import { useCall } from '../../client/useCall';
import { Button } from '../../ui/Button';
import { CopyField } from '../../ui/CopyField';
import { Day } from '../../ui/Day';
import { Dialog } from '../../ui/Dialog';
import { Notice } from '../../ui/Tag';

interface Props {
  kind: 'invite' | 'reset';
  person: { id: string; name: string };
  publicUrl: string;
  onClose: () => void;
}

interface Link {
  path: string;
  expiresAt: string;
}

export function LinkDialog({ kind, person, publicUrl, onClose }: Props) {
  const t = useTranslations('people');
  const common = useTranslations('common');
  const { busy, words, run } = useCall();
  const [link, setLink] = useState<Link | null>(null);
  // React runs an effect twice in development, and a second link would spend the first.
  const asked = useRef(false);

  useEffect(() => {
    if (asked.current) return;
    asked.current = true;
    void run<Link>('POST', `/people/${person.id}/${kind}`).then((answer) => answer.ok && setLink(answer.value));
  }, [run, person.id, kind]);

  const foot = (
    <Button variant="primary" onClick={onClose}>
      {common('done')}
    </Button>
  );
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={t(`${kind}Title`, { name: person.name })}
      note={t('linkWhat')}
      foot={foot}
    >
      {busy && <i className="sk" role="status" aria-label={t('making')} />}
      {words && <Notice meaning="object" icon="warn" role="alert" title={words} />}
      {link && <CopyField label={t('link')} value={publicUrl + link.path} />}
      {link && (
        <p className="hint">
          {t('linkUntil')}
          <Day at={link.expiresAt} year time />
        </p>
      )}
    </Dialog>
  );
}
