// The ways out of the product as menu entries; the signed package once a version is approved.
'use client';
import { useTranslations } from 'next-intl';
import { useRefusalWords } from '../client/useCall';
import { MenuItem } from '../ui/Menu';
import { notify } from '../ui/Toast';
import { download } from './download';

const FORMATS = ['docx', 'pdf', 'md', 'json'] as const;
const APPROVED = [...FORMATS, 'package'] as const;

export function ExportItems({ reviewId, approved }: { reviewId: string; approved: boolean }) {
  const t = useTranslations('review.export');
  const words = useRefusalWords();
  const save = async (format: string) => {
    const problem = await download(`/api/v1/reviews/${reviewId}/export?format=${format}`);
    if (problem) notify(t('failed', { why: words(problem) }));
  };
  return (approved ? APPROVED : FORMATS).map((format) => (
    <MenuItem key={format} icon="download" onSelect={() => void save(format)}>
      <span>
        {t(format)}
        {format === 'package' && <small>{t('packageLimits')}</small>}
      </span>
    </MenuItem>
  ));
}
