// The points to answer, one a line, that go with whatever is returned.
'use client';
import { useTranslations } from 'next-intl';
import { TextArea } from '../../ui/Field';

interface Props {
  value: string;
  /** Sending was tried without one. */
  missing: boolean;
  onChange: (text: string) => void;
}

export function PointsField({ value, missing, onChange }: Props) {
  const t = useTranslations('signers');
  return (
    <TextArea
      label={t('points')}
      hint={t('pointsHint')}
      rows={4}
      maxLength={10_000}
      value={value}
      error={missing ? t('pointsNeed') : null}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
