// What one reserved or objected and has not withdrawn, also where one is asked, or may read, no more. Nothing where nothing stands.
'use client';
import { useTranslations } from 'next-intl';
import type { AccountPage } from '../../../domain/view';
import { MarkLabel } from '../../review/sign/MarkLabel';
import { Opinion } from '../../review/sign/Opinion';
import { WithdrawWord } from '../../review/sign/WithdrawWord';
import { Day } from '../../ui/Day';
import { Link } from '../../ui/Link';
import { seen } from '../../ui/seen';

export function StandingWords({ standing }: Pick<AccountPage, 'standing'>) {
  const t = useTranslations('account');
  if (standing.length === 0) return null;
  return (
    <section className="card" aria-labelledby="standing">
      <div className="card-h">
        <h2 id="standing">{t('standing')}</h2>
      </div>
      <p className="acc-why hint">{t('standingWhy')}</p>
      <ul className="list">
        {standing.map(({ id, decision, opinion, version, at, review }) => (
          <li key={id} className="acc-word">
            <span>
              {review ? (
                <Link className="link" href={`/reviews/${review.id}/sign`}>
                  {seen(review.title)}
                </Link>
              ) : (
                <b>{t('standingAway')}</b>
              )}
              <small>
                {t('standingOf', { n: version })}
                {t('sep')}
                <Day at={at} year time />
              </small>
            </span>
            <MarkLabel mark={decision} />
            <Opinion words={opinion ?? undefined} />
            <WithdrawWord id={id} decision={decision} />
          </li>
        ))}
      </ul>
    </section>
  );
}
