// Every rule that is checked, with its weight, why it is there and how it reads when it is right.
'use client';
import { useLocale, useTranslations } from 'next-intl';
import { CATALOGUE } from '../../../domain/checks/catalogue';
import { EXPLAIN } from '../../../domain/checks/explain';
import { Button } from '../../ui/Button';
import { Dialog } from '../../ui/Dialog';
import { say } from '../../ui/say';
import { Tag } from '../../ui/Tag';
import { LOOK } from './severity';
import { useRuleName } from './useRuleName';

export function RulesDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations('checks');
  const common = useTranslations('common');
  const locale = useLocale();
  const name = useRuleName();
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={t('allRules')}
      note={t('allRulesNote', { n: CATALOGUE.length })}
      foot={
        <>
          <span className="grow" />
          <Button variant="primary" onClick={onClose}>
            {common('close')}
          </Button>
        </>
      }
    >
      <ul className="ck-rules">
        {CATALOGUE.map(({ key, severity }) => (
          <li key={key}>
            <Tag meaning={LOOK[severity].meaning} icon={LOOK[severity].icon}>
              {t(severity)}
            </Tag>
            <div>
              <b>{name(key)}</b>
              <p>{say(EXPLAIN[key].why, locale)}</p>
              <p className="muted">{t('good', { example: say(EXPLAIN[key].good, locale) })}</p>
            </div>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
