// The address of a link: asked for, checked, taken away again.
'use client';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '../../ui/Button';
import { Dialog } from '../../ui/Dialog';
import { TextField } from '../../ui/Field';
import { addressOf } from '../commands/link';

interface Props {
  /** Of the link at the caret; '' for a new one. */
  href: string;
  onSet: (href: string) => void;
  onClose: () => void;
}

export default function LinkDialog({ href, onSet, onClose }: Props) {
  const t = useTranslations('editor');
  const [typed, setTyped] = useState(href);
  const [wrong, setWrong] = useState(false);
  const leave = (address: string) => {
    onClose();
    onSet(address);
  };
  const submit = () => {
    const address = addressOf(typed);
    if (address === null) setWrong(true);
    else leave(address);
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t(href ? 'linkChange' : 'linkNew')}
      onSubmit={submit}
      foot={
        <>
          {href && (
            <Button variant="danger" onClick={() => leave('')}>
              {t('linkRemove')}
            </Button>
          )}
          <span className="grow" />
          <Button type="submit" variant="primary">
            {t('linkSet')}
          </Button>
        </>
      }
    >
      <TextField
        label={t('linkAddress')}
        hint={t('linkHint')}
        error={wrong ? t('linkWrong') : null}
        value={typed}
        inputMode="url"
        autoComplete="off"
        onChange={(event) => {
          setTyped(event.target.value);
          setWrong(false);
        }}
      />
    </Dialog>
  );
}
