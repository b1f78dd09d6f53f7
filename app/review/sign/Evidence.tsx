// What a signature rests on: the conditions as they stand, what was waived and why, who has signed.
'use client';
import { useTranslations } from 'next-intl';
import type { ReviewPage, SignoffView } from '../../../domain/view';
import { Icon } from '../../ui/Icon';
import { useRuleName } from '../checks/useRuleName';
import { kindOf } from '../outline/gateGroups';
import { useSectionTitle } from '../outline/useSectionTitle';
import { Signatures } from './Signatures';

type Page = Pick<ReviewPage, 'threads' | 'members' | 'me' | 'templateBody'>;

export function Evidence({ page, signoff }: { page: Page; signoff: SignoffView }) {
  const t = useTranslations('sign');
  const open = page.threads.filter((thread) => thread.state === 'open');
  const mustFix = open.filter((thread) => thread.kind === 'must-fix').length;
  return (
    <aside className="ev" aria-label={t('evidence')}>
      <section aria-labelledby="conditions">
        <h2 id="conditions">{t('conditions')}</h2>
        <div className="cond">
          <Condition n={mustFix} words={t('mustFixOpen')} good={mustFix === 0} />
          <Condition n={open.length - mustFix} words={t('commentsOpen')} />
          <Condition n={signoff.overrides.length} words={t('waivedN')} />
        </div>
        <Waivers page={page} signoff={signoff} />
      </section>
      <Signatures signoff={signoff} meId={page.me.id} />
    </aside>
  );
}

function Condition({ n, words, good }: { n: number; words: string; good?: boolean }) {
  return (
    <div>
      <b>
        {n}
        {good !== undefined && <Icon name={good ? 'agree' : 'flag'} className={good ? undefined : 'bad'} />}
      </b>
      <small>{words}</small>
    </div>
  );
}

function Waivers({ page, signoff }: { page: Page; signoff: SignoffView }) {
  const t = useTranslations('sign');
  const gates = useTranslations('gates');
  const ruleName = useRuleName();
  const sectionTitle = useSectionTitle(page.templateBody);
  const named = (rule: string) => {
    const kind = kindOf(rule);
    return kind === 'finding' ? ruleName(rule) : gates(`name.${kind}`);
  };
  return signoff.overrides.map(({ rule, sectionKey, reason, by }) => {
    const what = sectionKey ? t('waivedIn', { what: named(rule), section: sectionTitle(sectionKey) }) : named(rule);
    const who = page.members.find((member) => member.id === by)?.name ?? t('someone');
    return (
      <p className="hint" key={`${rule} ${sectionKey ?? ''}`}>
        {t('waived', { what, by: who, reason })}
      </p>
    );
  });
}
