// The ways out of the product as menu entries: Word, Markdown, JSON.
'use client';
import { useTranslations } from 'next-intl';
import { useRefusalWords } from '../client/useCall';
import { MenuItem } from '../ui/Menu';
import { notify } from '../ui/Toast';
import { download } from './download';

const FORMATS = ['docx', 'md', 'json'] as const;

export function ExportItems({ reviewId }: { reviewId: string }) {
  const t = useTranslations('review.export');
  const words = useRefusalWords();
  const save = async (format: string) => {
    const problem = await download(`/api/v1/reviews/${reviewId}/export?format=${format}`);
    if (problem) notify(t('failed', { why: words(problem) }));
  };
  return FORMATS.map((format) => (
    <MenuItem key={format} icon="download" onSelect={() => void save(format)}>
      {t(format)}
    </MenuItem>
  ));
}
