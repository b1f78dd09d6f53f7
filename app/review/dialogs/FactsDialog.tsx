// The facts of the review that its template asks for: organisation, year, dates.
'use client';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { ReviewPage } from '../../../domain/view';
import { MetaField } from '../../(desk)/reviews/new/MetaField';
import { useCall } from '../../client/useCall';
import { Button } from '../../ui/Button';
import { Dialog } from '../../ui/Dialog';
import { Notice } from '../../ui/Tag';

export function FactsDialog({
  page,
  onClose,
}: {
  page: Pick<ReviewPage, 'id' | 'meta' | 'templateBody'>;
  onClose: () => void;
}) {
  const t = useTranslations('review');
  const router = useRouter();
  const { busy, words, run } = useCall();
  const [meta, setMeta] = useState<Readonly<Record<string, string>>>(page.meta);

  const save = async () => {
    const answer = await run('PATCH', `/reviews/${page.id}`, { meta });
    if (!answer.ok) return;
    onClose();
    router.refresh();
  };

  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={t('facts.title')}
      note={t('facts.note')}
      onSubmit={() => void save()}
      foot={
        <>
          <Button onClick={onClose}>{t('act.cancel')}</Button>
          <Button type="submit" variant="primary" busy={busy}>
            {t('facts.save')}
          </Button>
        </>
      }
    >
      {page.templateBody.meta.map((field) => (
        <MetaField
          key={field.key}
          field={{ ...field, type: field.type ?? 'text', required: field.required === true }}
          value={meta[field.key] ?? ''}
          onChange={(value) => setMeta({ ...meta, [field.key]: value })}
        />
      ))}
      {words && <Notice meaning="object" icon="warn" role="alert" title={words} />}
    </Dialog>
  );
}
