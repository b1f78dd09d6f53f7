// The reader's own decision on this version, and taking it back with the password.
'use client';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { ReviewPage, SignoffLineView, SignoffView } from '../../../domain/view';
import { Button } from '../../ui/Button';
import { Day } from '../../ui/Day';
import { TextField } from '../../ui/Field';
import { DigestBox } from './DigestBox';
import { MarkLabel } from './MarkLabel';
import { Opinion } from './Opinion';
import { Outcome } from './Outcome';
import { Receipt } from './Receipt';
import { markOf } from './tally';
import { useWithdraw } from './useWithdraw';

export function Decided({
  page,
  signoff,
  line,
  sections,
  onReread,
}: {
  page: Pick<ReviewPage, 'id' | 'title'>;
  signoff: SignoffView;
  line: SignoffLineView;
  sections: string | null;
  onReread: () => void;
}) {
  const t = useTranslations('sign');
  const { busy, problem, words, withdraw: send } = useWithdraw(page.id, signoff, line);
  const [open, setOpen] = useState(false);
  const [password, setPassword] = useState('');
  const [missing, setMissing] = useState(false);

  const withdraw = async () => {
    if (!open) return setOpen(true);
    setMissing(password === '');
    if (password === '') return;
    await send(password);
    setPassword('');
  };

  return (
    <form className="dc" aria-label={t('decided')} onSubmit={(event) => event.preventDefault()}>
      <div className="dc-b">
        <h2>{t('decided')}</h2>
        <p className="row">
          <MarkLabel mark={markOf(line)} />
          <span className="faint">{line.at && <Day at={line.at} year time />}</span>
        </p>
        <Opinion words={line.opinion} />
        <DigestBox signoff={signoff} signs sections={sections} />
        <Receipt page={page} signoff={signoff} line={line} />
      </div>
      <div className="dc-f">
        <Outcome problem={problem} seen={signoff.digest} onReread={onReread} />
        {open && (
          <TextField
            label={t('password')}
            type="password"
            autoComplete="current-password"
            value={password}
            error={missing && password === '' ? t('need.password') : problem?.code === 'wrong-password' ? words : null}
            onChange={(event) => setPassword(event.target.value)}
          />
        )}
        <Button variant="danger" size="lg" block busy={busy} onClick={() => void withdraw()}>
          {t('withdraw')}
        </Button>
        <p className="hint">{t('withdrawWhat')}</p>
      </div>
    </form>
  );
}
