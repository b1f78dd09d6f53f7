// A stale agreement said again in one tap: what changed is beside it, the password is asked, everything else is as it was.
'use client';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '../../ui/Button';
import { TextField } from '../../ui/Field';
import { Notice } from '../../ui/Tag';
import { DecisionForm, type SignProps } from './DecisionForm';
import { DigestBox } from './DigestBox';
import { MarkLabel } from './MarkLabel';
import { Meaning } from './Meaning';
import { Outcome } from './Outcome';
import { Attests, Recorded } from './Recorded';
import { useDecision } from './useDecision';
import type { Since } from './useVersionText';

export function Again({ since, ...sign }: SignProps & { since: Since }) {
  const t = useTranslations('sign');
  const { page, signoff, line, seen, moved, onReread } = sign;
  const [other, setOther] = useState(false);
  const form = useDecision(page.id, signoff, seen);
  if (other) return <DecisionForm {...sign} />;
  const { missing, answer } = form;
  const decision = line.decision === 'reserve' ? 'reserve' : 'agree';
  const n = since.kind === 'known' ? since.changes.items.length : null;
  return (
    <form className="dc" aria-label={t('yours')} onSubmit={(event) => event.preventDefault()}>
      <div className="dc-b">
        <h2>{t('yours')}</h2>
        {moved && (
          <Notice meaning="stale" icon="stale" role="status" title={t(`arrived.${moved}`, { n: signoff.version })}>
            {t(`arrived.${moved}What`, { n: signoff.version })}
          </Notice>
        )}
        <Notice meaning="stale" icon="stale" title={t('staleMine')}>
          {n === null ? t('staleMineWhat') : t('staleSince', { n, from: line.lastSigned ?? 0 })}
        </Notice>
        <div className="again">
          <span className="label">{t('lastTime')}</span>
          <MarkLabel mark={decision} />
          {line.opinion && <blockquote className="q">{line.opinion}</blockquote>}
        </div>
        <Button size="sm" className="dc-other" onClick={() => setOther(true)}>
          {t('otherwise')}
        </Button>
        <DigestBox signoff={signoff} signs>
          <Meaning signoff={signoff} line={line} decision={decision} />
        </DigestBox>
        <Attests />
      </div>
      <div className="dc-f">
        <Outcome problem={answer} seen={signoff.digest} onReread={onReread} />
        <TextField
          label={t('password')}
          type="password"
          autoComplete="current-password"
          value={form.password}
          error={missing === 'password' ? t('need.password') : answer?.code === 'wrong-password' ? form.words : null}
          onChange={(event) => form.enter(event.target.value)}
        />
        <Button
          variant="primary"
          size="lg"
          block
          icon="seal"
          busy={form.busy}
          disabled={seen === null}
          onClick={() => void form.submit({ decision, opinion: line.opinion ?? '' })}
        >
          {t(`still.${decision}`)}
        </Button>
        {seen === null && <p className="hint">{t('checking')}</p>}
        <Recorded page={page} line={line} />
      </div>
    </form>
  );
}
