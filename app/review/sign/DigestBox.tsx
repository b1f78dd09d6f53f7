// The digest that a signature names: short for the eye, whole on request.
'use client';
import { useTranslations } from 'next-intl';
import { type ReactNode, useState } from 'react';
import type { SignoffView } from '../../../domain/view';
import { shortDigest } from './shortDigest';

interface Props {
  signoff: Pick<SignoffView, 'digest' | 'recordSha256'>;
  /** Whether the reader has signed or is about to: else it is just the version's digest. */
  signs?: boolean;
  /** By name, where sections are signed alone. */
  sections?: string | null;
  /** What the signature will say about it. */
  children?: ReactNode;
}

export function DigestBox({ signoff, signs = false, sections = null, children }: Props) {
  const t = useTranslations('sign');
  const [whole, setWhole] = useState(false);
  return (
    <div className="dig">
      <span className="row">
        <span className="grow">{t(signs ? 'digest' : 'digestThis')}</span>
        <button type="button" className="link" aria-expanded={whole} onClick={() => setWhole(!whole)}>
          {t(whole ? 'digestShort' : 'digestFull')}
        </button>
      </span>
      {children}
      <code>{shortDigest(signoff.digest, 4)}</code>
      {whole && (
        <dl>
          <dt>{t('content')}</dt>
          <dd>{signoff.digest}</dd>
          <dt>{t('record')}</dt>
          <dd>{signoff.recordSha256}</dd>
        </dl>
      )}
      <span>{sections ? t('digestSections', { sections }) : t('digestWhat')}</span>
    </div>
  );
}
