// The end of an archived review: one administrator asks with a reason, another one does it with a password, or it is taken back.
'use client';
import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import type { OrganisationReview } from '../../../../domain/view';
import { useCall } from '../../../client/useCall';
import { Button } from '../../../ui/Button';
import { Confirm } from '../../../ui/Confirm';
import { Dialog } from '../../../ui/Dialog';
import { TextArea, TextField } from '../../../ui/Field';
import { Notice } from '../../../ui/Tag';
import { notify } from '../../../ui/Toast';

export interface Ending {
  act: 'ask' | 'confirm' | 'withdraw';
  row: OrganisationReview;
}

interface Ways {
  onClose: () => void;
  /** After the server's consent; the dialog is closed by then. */
  onDone: () => void;
}

export function PurgeDialog({ act, row, ...ways }: Ending & Ways) {
  const t = useTranslations('bin.org');
  switch (act) {
    case 'ask':
      return <Ask row={row} {...ways} />;
    case 'confirm':
      return <Purge row={row} {...ways} />;
    case 'withdraw':
      return (
        <Confirm
          title={t('withdrawTitle', { title: row.title })}
          what={t('withdrawWhat')}
          verb={t('withdraw')}
          method="DELETE"
          path={`/reviews/${row.id}/purge`}
          {...ways}
        />
      );
  }
}

type Props = Ways & { row: OrganisationReview };
type Words = 'reason' | 'password';

/** One field that must say something, sent under its own name. */
function useOne(name: Words, path: string, said: string, { onClose, onDone }: Ways) {
  const { busy, words, run } = useCall();
  const [value, setValue] = useState('');
  const [missing, setMissing] = useState(false);
  const send = async () => {
    if (!value.trim()) return setMissing(true);
    const answer = await run('POST', path, { [name]: value });
    if (!answer.ok) return;
    onClose();
    notify(said);
    onDone();
  };
  const onChange = (event: FormEvent<HTMLInputElement | HTMLTextAreaElement>) => setValue(event.currentTarget.value);
  return { busy, words, send, field: { value, onChange }, missing: missing && !value.trim() };
}

function Ask({ row, ...ways }: Props) {
  const t = useTranslations('bin.org');
  const common = useTranslations('common');
  const { busy, words, send, field, missing } = useOne('reason', `/reviews/${row.id}/purge`, t('askedDone'), ways);
  return (
    <Dialog
      open
      onOpenChange={ways.onClose}
      title={t('askTitle', { title: row.title })}
      onSubmit={() => void send()}
      foot={
        <>
          <Button onClick={ways.onClose}>{common('cancel')}</Button>
          <Button type="submit" variant="primary" busy={busy}>
            {t('ask')}
          </Button>
        </>
      }
    >
      <p>{t('askWhat')}</p>
      <TextArea
        label={t('reason')}
        hint={t('reasonHint')}
        error={missing ? t('reasonMissing') : null}
        rows={3}
        maxLength={2000}
        {...field}
      />
      {words && <Notice meaning="object" icon="warn" role="alert" title={words} />}
    </Dialog>
  );
}

function Purge({ row, ...ways }: Props) {
  const t = useTranslations('bin.org');
  const common = useTranslations('common');
  const path = `/reviews/${row.id}/purge/confirm`;
  const { busy, words, send, field, missing } = useOne('password', path, t('gone'), ways);
  return (
    <Dialog
      open
      onOpenChange={ways.onClose}
      title={t('confirmTitle', { title: row.title })}
      onSubmit={() => void send()}
      foot={
        <>
          <Button onClick={ways.onClose}>{common('cancel')}</Button>
          <Button type="submit" variant="danger" busy={busy}>
            {t('confirm')}
          </Button>
        </>
      }
    >
      {row.purge && <p>{t('confirmWhat', { who: row.purge.by.name, reason: row.purge.reason })}</p>}
      <p>{t('confirmGone')}</p>
      <TextField
        label={t('password')}
        type="password"
        autoComplete="current-password"
        error={missing ? t('passwordMissing') : null}
        maxLength={1000}
        {...field}
      />
      {words && <Notice meaning="object" icon="warn" role="alert" title={words} />}
    </Dialog>
  );
}
