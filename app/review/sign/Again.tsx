// A stale agreement said again in one tap: what changed is beside it, the password is asked, everything else is as it was.
'use client';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '../../ui/Button';
import { Notice } from '../../ui/Tag';
import { Arrived } from './Arrived';
import { DecisionForm, type SignProps } from './DecisionForm';
import { DigestBox } from './DigestBox';
import { MarkLabel } from './MarkLabel';
import { Meaning } from './Meaning';
import { Opinion } from './Opinion';
import { Outcome } from './Outcome';
import { Attests, Recorded } from './Recorded';
import { SignPassword } from './SignPassword';
import { TakeBack } from './TakeBack';
import { useAnswerShown } from './useAnswerShown';
import { useDecision } from './useDecision';
import type { Since } from './useVersionText';
import { useWithdraw } from './useWithdraw';

export function Again({ since, ...sign }: SignProps & { since: Since }) {
  const t = useTranslations('sign');
  const { page, signoff, line, sections, seen, moved, onReread, standing } = sign;
  const [other, setOther] = useState(false);
  const form = useDecision(page.id, signoff, seen);
  const shown = useAnswerShown(form);
  const taking = useWithdraw(page.id, signoff, line);
  if (other) return <DecisionForm {...sign} />;
  const answer = form.answer ?? taking.problem;
  const decision = line.decision === 'reserve' ? 'reserve' : 'agree';
  const n = since.kind === 'known' ? since.changes.items.length : null;
  return (
    <form ref={shown} className="dc" aria-label={t('yours')} onSubmit={(event) => event.preventDefault()}>
      <div className="dc-b">
        <h2>{t('yours')}</h2>
        <Arrived moved={moved} version={signoff.version} />
        <Notice meaning="stale" icon="stale" title={t('staleMine')}>
          {n === null ? t('staleMineWhat') : t('staleSince', { n, from: line.lastSigned ?? 0 })}
        </Notice>
        <div className="again">
          <span className="label">{t('lastTime')}</span>
          <MarkLabel mark={decision} />
          <Opinion words={line.opinion} />
        </div>
        <Button size="sm" className="dc-other" onClick={() => setOther(true)}>
          {t('otherwise')}
        </Button>
        <DigestBox signoff={signoff} signs sections={sections}>
          <Meaning signoff={signoff} line={line} sections={sections} decision={decision} />
        </DigestBox>
        {standing}
      </div>
      <div className="dc-f">
        <Outcome problem={answer} seen={signoff.digest} onReread={onReread} />
        <Attests />
        <SignPassword form={form} refused={form.words ?? taking.words} problem={answer} />
        <div className="dc-go">
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
        </div>
        <TakeBack line={line} taking={taking} form={form} />
        {seen === null && <p className="hint">{t('checking')}</p>}
        <Recorded line={line} />
      </div>
    </form>
  );
}
