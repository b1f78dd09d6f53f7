// Says that another text, or another list of signatories, has come while the page was open.
'use client';
import { useTranslations } from 'next-intl';
import { Notice } from '../../ui/Tag';

export function Arrived({ moved, version }: { moved: 'text' | 'people' | null; version: number }) {
  const t = useTranslations('sign.arrived');
  if (moved === null) return null;
  return (
    <Notice meaning="stale" icon="stale" role="status" title={t(moved, { n: version })}>
      {t(`${moved}What`, { n: version })}
    </Notice>
  );
}
