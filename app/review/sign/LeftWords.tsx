// What stands though nobody is asked for it any more: for every signer to read, and for who said it to withdraw (SG3, SG24).
'use client';
import { useLocale, useTranslations } from 'next-intl';
import type { SignoffView } from '../../../domain/view';
import { say } from '../../ui/say';
import { Notice } from '../../ui/Tag';
import { MarkLabel } from './MarkLabel';
import { leftWords } from './mine';
import { Opinion } from './Opinion';
import { WithdrawWord } from './WithdrawWord';

/** Beside the signatures, as it is printed. Nothing where nothing is left. */
export function Left({ signoff: { left } }: { signoff: Pick<SignoffView, 'left'> }) {
  const t = useTranslations('sign.left');
  const named = useTranslations('signoff');
  const locale = useLocale();
  if (left.length === 0) return null;
  return (
    <section className="sl-left" aria-labelledby="left">
      <h3 id="left" tabIndex={-1}>
        {t('title')}
      </h3>
      <ul className="sl-lines">
        {left.map(({ name, standsFor, step, decision, versionNo, opinion, at, left: how = 'gone' }) => (
          <li key={`${name} ${at}`}>
            <span className="row">
              <span className="sl-name clip">
                {standsFor === undefined ? name : named('standsFor', { name, principal: standsFor })}
              </span>
              {decision && <MarkLabel mark={decision} />}
            </span>
            <p className="sl-note">{t(how, { step: say(step, locale), n: versionNo ?? 0 })}</p>
            <Opinion words={opinion ?? undefined} />
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The reader's own, each with its withdrawal. */
export function LeftMine({ signoff, me }: { signoff: SignoffView; me: string }) {
  const t = useTranslations('sign.stands');
  return leftWords(signoff, me).map(({ id, decision, opinion, version }) => {
    const title = t(decision === 'object' ? 'goneObjection' : 'goneReservation', { n: version });
    return (
      <section key={id} className="stands" aria-label={title}>
        <Notice meaning={decision === 'object' ? 'object' : 'reserve'} icon={decision} title={title}>
          {t('goneWhat')}
        </Notice>
        <Opinion words={opinion} />
        <WithdrawWord id={id} decision={decision} />
      </section>
    );
  });
}
