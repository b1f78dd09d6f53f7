// The act of signing: a decision, its words, the digest it names, the password again. No shortcut leads here, Enter does not sign.
'use client';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import type { Decision } from '../../../domain/review';
import { needsOpinion, takesBack } from '../../../domain/signoff';
import { objectionBlocks } from '../../../domain/stepRule';
import type { ReviewPage, SignoffLineView, SignoffView } from '../../../domain/view';
import { Button } from '../../ui/Button';
import { TextArea } from '../../ui/Field';
import { seen } from '../../ui/seen';
import { Notice } from '../../ui/Tag';
import { Arrived } from './Arrived';
import { Choices } from './Choices';
import { DelegateChoice } from './DelegateChoice';
import { DigestBox } from './DigestBox';
import { Meaning } from './Meaning';
import { stepOf } from './mine';
import { Outcome } from './Outcome';
import { Attests, Recorded } from './Recorded';
import { SignPassword } from './SignPassword';
import { TakeBack } from './TakeBack';
import { useAnswerShown } from './useAnswerShown';
import { useDecision } from './useDecision';
import { useRuleWords } from './useRuleWords';
import { useWithdraw } from './useWithdraw';

export interface SignProps {
  page: Pick<ReviewPage, 'id' | 'me' | 'members' | 'abilities'>;
  signoff: SignoffView;
  line: SignoffLineView;
  /** What the line signs, by name; null: the whole text. */
  sections: string | null;
  /** The digest that the page computed from the text it shows; null while there is none: then nothing can be signed. */
  seen: string | null;
  /** The text, or the list of signers, was replaced while the page was open. */
  moved: 'text' | 'people' | null;
  onReread: () => void;
  /** What stands at other places of theirs. */
  standing?: ReactNode;
}

export function DecisionForm({ page, signoff, line, sections, seen, moved, onReread, standing }: SignProps) {
  const t = useTranslations('sign');
  const said = useTranslations('decision');
  const { sentence } = useRuleWords();
  const form = useDecision(page.id, signoff, seen);
  const shown = useAnswerShown(form);
  const { decision, opinion, missing, busy } = form;
  const taking = useWithdraw(page.id, signoff, line);
  const answer = form.answer ?? taking.problem;
  const step = stepOf(signoff, line.id);
  return (
    <form ref={shown} className="dc" aria-label={t('yours')} onSubmit={(event) => event.preventDefault()}>
      <div className="dc-b">
        <div>
          <h2>{t('yours')}</h2>
          <p className="muted">{sentence(signoff.sentence)}</p>
        </div>
        <Arrived moved={moved} version={signoff.version} />
        <Earlier line={line} next={decision} />
        <Choices
          value={decision}
          onChange={form.choose}
          error={missing === 'decision' ? t('need.decision') : null}
          sections={sections}
          stops={!step || objectionBlocks(step.rule)}
        >
          <DelegateChoice page={page} signoff={signoff} line={line} />
        </Choices>
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
        </div>
        <TakeBack line={line} taking={taking} form={form} />
        {seen === null && <p className="hint">{t('checking')}</p>}
        <Recorded line={line} />
      </div>
    </form>
  );
}

/** What a decision on an earlier version is worth on this one, and whether the one that is chosen takes it back (SG21). */
function Earlier({ line, next }: { line: SignoffLineView; next: Decision | null }) {
  const t = useTranslations('sign');
  if (!line.stale || !line.decision) return null;
  if (line.decision !== 'object')
    return (
      <Notice meaning="stale" icon="stale" title={t('staleMine')}>
        {t(next && takesBack(line.decision, next) ? 'reservationBack' : 'staleMineWhat')}
      </Notice>
    );
  return (
    <Notice meaning="object" icon="object" title={t('stillObjecting')}>
      {t('stillObjectingWhat')}
      {line.opinion && <q>{seen(line.opinion)}</q>}
    </Notice>
  );
}
