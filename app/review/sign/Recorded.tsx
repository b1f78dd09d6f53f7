// What will be recorded, beside the button: name and roles as the line has them; and what a signature here proves and does not.
'use client';
import { useTranslations } from 'next-intl';
import type { SignoffLineView } from '../../../domain/view';
import { Link } from '../../ui/Link';
import { useSignerName } from './useSignerName';

export function Recorded({ line }: { line: SignoffLineView }) {
  const t = useTranslations('sign');
  const role = useTranslations('role');
  const name = useSignerName()(line);
  const sep = useTranslations('gates')('sep');
  const roles = line.roles.map((one) => (role.has(one) ? role(one) : one)).join(sep);
  return <p className="hint">{t('recorded', { name, roles })}</p>;
}

export function Attests() {
  const t = useTranslations('sign');
  return (
    <p className="hint limits">
      {t('attests')}{' '}
      <Link className="link" href="/verify" target="_blank">
        {t('limits')}
      </Link>
    </p>
  );
}
