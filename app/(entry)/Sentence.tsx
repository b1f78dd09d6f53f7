// A link that opens nothing: one sentence, who can make a new one, the way to sign in.
import { useTranslations } from 'next-intl';
import { ButtonLink } from '../ui/Button';

export function Sentence({ of }: { of: 'setUp' | 'invite' | 'reset' }) {
  const t = useTranslations('entry');
  return (
    <>
      <div>
        <h1>{t(`spent.${of}.title`)}</h1>
        <p>{t(`spent.${of}.text`)}</p>
      </div>
      {of !== 'setUp' && (
        <p>
          <ButtonLink href="/sign-in">{t('toSignIn')}</ButtonLink>
        </p>
      )}
    </>
  );
}
