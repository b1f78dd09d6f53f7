// What the reader said and nobody has withdrawn, where their form does not offer it: out of turn, represented, or at another step.
'use client';
import { useLocale, useTranslations } from 'next-intl';
import { say } from '../../ui/say';
import { Notice } from '../../ui/Tag';
import { MarkLabel } from './MarkLabel';
import { saidLines, stepOf } from './mine';
import { Opinion } from './Opinion';
import { markOf } from './tally';
import { Withdraw, type WithdrawProps } from './Withdraw';

type Props = Omit<WithdrawProps, 'line'> & {
  me: string;
  /** The line that what stands beside this offers to withdraw. */
  but?: string;
};

/** SG1: it can be withdrawn as long as the sign-off is open. */
export function Standing({ me, but, ...sign }: Props) {
  return saidLines(sign.signoff, me)
    .filter(({ id }) => id !== but)
    .map((line) => <Said key={line.id} {...sign} line={line} />);
}

function Said(props: WithdrawProps) {
  const { signoff, line } = props;
  const t = useTranslations('sign.stands');
  const named = useTranslations('decision');
  const locale = useLocale();
  const objects = line.decision === 'object';
  const step = stepOf(signoff, line.id);
  const where = { step: step ? say(step.title, locale) : '', n: line.lastSigned ?? signoff.version };
  return (
    <section className="stands" aria-label={t(objects ? 'objection' : 'other', where)}>
      <Notice
        meaning={objects ? 'object' : 'stale'}
        icon={objects ? 'object' : 'stale'}
        title={t(objects ? 'objection' : 'other', where)}
      >
        {t('what')}
      </Notice>
      <MarkLabel mark={markOf(line)} />
      <Opinion words={line.opinion} />
      <Withdraw {...props}>{t('withdraw', { decision: named(line.decision ?? '') })}</Withdraw>
    </section>
  );
}
