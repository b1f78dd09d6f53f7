// The act of signing: a decision, its words, the digest it names, the password again. No shortcut leads here, Enter does not sign.
'use client';
import { useTranslations } from 'next-intl';
import { needsOpinion } from '../../../domain/signoff';
import type { MemberView, SignoffView } from '../../../domain/view';
import { Button } from '../../ui/Button';
import { TextArea, TextField } from '../../ui/Field';
import { Notice } from '../../ui/Tag';
import { Choices } from './Choices';
import { DigestBox } from './DigestBox';
import { Outcome } from './Outcome';
import { tallyOf } from './tally';
import { useDecision } from './useDecision';

interface Props {
  reviewId: string;
  signoff: SignoffView;
  me: MemberView;
  /** The digest that the page computed from the text it shows; null while there is none: then nothing can be signed. */
  seen: string | null;
  onReread: () => void;
}

export function DecisionForm({ reviewId, signoff, me, seen, onReread }: Props) {
  const t = useTranslations('sign');
  const role = useTranslations('role');
  const said = useTranslations('decision');
  const sep = useTranslations('gates')('sep');
  const form = useDecision(reviewId, signoff, seen);
  const { decision, opinion, password, missing, answer, busy } = form;
  const tally = tallyOf(signoff);
  return (
    <form className="dc" aria-label={t('yours')} onSubmit={(event) => event.preventDefault()}>
      <div className="dc-b">
        <div>
          <h2>{t('yours')}</h2>
          <p className="muted">{t('rule', { valid: tally.valid, all: tally.all })}</p>
        </div>
        <Earlier signoff={signoff} />
        <Choices value={decision} onChange={form.choose} error={missing === 'decision' ? t('need.decision') : null} />
        <TextArea
          label={t(`note.${decision ?? 'none'}`)}
          placeholder={t('noteHint')}
          rows={decision && needsOpinion(decision) ? 3 : 1}
          maxLength={10_000}
          required={decision !== null && needsOpinion(decision)}
          value={opinion}
          error={missing === 'opinion' ? t('need.opinion') : null}
          onChange={(event) => form.write(event.target.value)}
        />
        <DigestBox signoff={signoff} signs />
      </div>
      <div className="dc-f">
        <Outcome problem={answer} seen={signoff.digest} onReread={onReread} />
        <TextField
          label={t('password')}
          type="password"
          autoComplete="current-password"
          value={password}
          error={missing === 'password' ? t('need.password') : answer?.code === 'wrong-password' ? form.words : null}
          onChange={(event) => form.enter(event.target.value)}
        />
        <Button
          variant={decision === 'object' ? 'object' : 'primary'}
          size="lg"
          block
          icon="seal"
          busy={busy}
          disabled={seen === null}
          onClick={() => void form.submit()}
        >
          {decision ? t('submit', { decision: said(decision) }) : t('submitNone')}
        </Button>
        {seen === null && <p className="hint">{t('checking')}</p>}
        <p className="hint">{t('recorded', { name: me.name, roles: me.roles.map((one) => role(one)).join(sep) })}</p>
        <p className="hint">{t('attests')}</p>
      </div>
    </form>
  );
}

/** What the reader's former decision is worth on this version: an objection stands, anything else over other bytes is stale. */
function Earlier({ signoff }: { signoff: SignoffView }) {
  const t = useTranslations('sign');
  const line = tallyOf(signoff).lines.find((one) => one.id === signoff.mine?.line);
  if (!line?.stale) return null;
  return line.decision === 'object' ? (
    <Notice meaning="object" icon="object" title={t('stillObjecting')}>
      {t('stillObjectingWhat')}
    </Notice>
  ) : (
    <Notice meaning="stale" icon="stale" title={t('staleMine')}>
      {t('staleMineWhat')}
    </Notice>
  );
}
