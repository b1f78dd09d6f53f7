// The whole record as files of 20,000 entries each: a table for a spreadsheet, or lines that can be verified elsewhere.
'use client';
import { useTranslations } from 'next-intl';
import { useRefusalWords } from '../../client/useCall';
import { download } from '../../review/download';
import { Button } from '../../ui/Button';
import { Menu, MenuItem } from '../../ui/Menu';
import { notify } from '../../ui/Toast';

/** As many as the server puts into one file; entries are numbered without gaps. */
const FILE = 20_000;
const FORMATS = ['csv', 'jsonl'] as const;

export function ExportRecord({ newest }: { newest: number }) {
  const t = useTranslations('audit');
  const words = useRefusalWords();
  const save = async (format: (typeof FORMATS)[number]) => {
    for (let after = 0; after < newest; after += FILE) {
      const problem = await download(`/api/v1/audit?format=${format}&after=${after}`);
      if (problem) return notify(t('exportFailed', { why: words(problem) }));
    }
  };
  return (
    <Menu
      label={t('export')}
      trigger={
        <Button variant="primary" icon="download">
          {t('export')}
        </Button>
      }
    >
      {FORMATS.map((format) => (
        <MenuItem key={format} icon="download" onSelect={() => void save(format)}>
          {t(format)}
        </MenuItem>
      ))}
    </Menu>
  );
}
