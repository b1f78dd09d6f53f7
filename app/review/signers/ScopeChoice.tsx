// What somebody who is added signs: the whole text, or sections of the frozen version, by number and heading.
'use client';
import { useTranslations } from 'next-intl';
import type { Template } from '../../../domain/template/template';
import type { SignoffView } from '../../../domain/view';
import { useRefusalWords } from '../../client/useCall';
import { Check } from '../../ui/Field';
import { Icon } from '../../ui/Icon';
import { Seg } from '../../ui/Seg';
import { useFrozenNames } from '../sign/useFrozenNames';
import { useFrozenText } from '../sign/useFrozenText';

interface Props {
  reviewId: string;
  signoff: Pick<SignoffView, 'version' | 'digest'>;
  template: Template;
  /** Keys of sections; null: the whole text. */
  scope: readonly string[] | null;
  /** Sending was tried without one. */
  missing: boolean;
  onChange: (scope: readonly string[] | null) => void;
}

export function ScopeChoice({ scope, missing, onChange, ...text }: Props) {
  const t = useTranslations('signers.scope');
  return (
    <div className="field">
      <span className="label">{t('which')}</span>
      <Seg
        label={t('which')}
        value={scope === null ? 'whole' : 'some'}
        options={(['whole', 'some'] as const).map((value) => ({ value, label: t(value) }))}
        onChange={(value) => onChange(value === 'whole' ? null : (scope ?? []))}
      />
      {scope !== null && <Sections {...text} scope={scope} onChange={onChange} />}
      {scope !== null && missing && (
        <p className="error" role="alert">
          <Icon name="warn" />
          {t('need')}
        </p>
      )}
      {scope !== null && <small>{t('someWhat')}</small>}
    </div>
  );
}

function Sections({
  reviewId,
  signoff,
  template,
  scope,
  onChange,
}: Omit<Props, 'scope' | 'missing'> & { scope: readonly string[] }) {
  const t = useTranslations('signers.scope');
  const sign = useTranslations('sign');
  const refusal = useRefusalWords();
  const { frozen } = useFrozenText(reviewId, signoff);
  const { sections } = useFrozenNames(template, frozen);
  if (frozen.kind === 'loading') return <p className="hint">{t('loading')}</p>;
  if (frozen.kind !== 'checked')
    return (
      <p className="error" role="alert">
        {frozen.kind === 'failed' ? t('failed', { why: refusal(frozen.code) }) : sign('mismatch')}
      </p>
    );
  return (
    <div className="rs-l">
      {sections.map(({ id, title }) => (
        <Check
          key={id}
          label={title}
          checked={scope.includes(id)}
          onChange={(event) => onChange(event.target.checked ? [...scope, id] : scope.filter((one) => one !== id))}
        />
      ))}
    </div>
  );
}
