// What will be recorded, beside the button; and what a signature here proves and does not.
'use client';
import { useTranslations } from 'next-intl';
import type { Role } from '../../../domain/review';
import type { SignoffLineView } from '../../../domain/view';
import { Link } from '../../ui/Link';
import type { SignProps } from './DecisionForm';

export function Recorded({ page: { me }, line }: { page: Pick<SignProps['page'], 'me'>; line: SignoffLineView }) {
  const t = useTranslations('sign');
  const role = useTranslations('role');
  const stands = useTranslations('signoff');
  const sep = useTranslations('gates')('sep');
  const name =
    line.standing === 'delegated' && line.standsFor
      ? stands('standsFor', { name: me.name, principal: line.standsFor.name })
      : me.name;
  const roles = me.roles.map((one: Role) => role(one)).join(sep);
  return <p className="hint">{t('recorded', { name, roles })}</p>;
}

export function Attests() {
  const t = useTranslations('sign');
  return (
    <p className="hint">
      {t('attests')}{' '}
      <Link className="link" href="/verify" target="_blank">
        {t('limits')}
      </Link>
    </p>
  );
}
