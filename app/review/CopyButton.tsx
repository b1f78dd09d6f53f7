// Saves the text of this page as a plain file, without a server: what is only here must be able to leave.
'use client';
import { useTranslations } from 'next-intl';
import type { Block } from '../../domain/document/blocks';
import { renderText } from '../../domain/document/render';
import type { Template } from '../../domain/template/template';
import { Button } from '../ui/Button';
import { offer } from './download';

export function CopyButton({
  title,
  blocks,
  template,
}: {
  title: string;
  blocks: readonly Block[];
  template: Template;
}) {
  const t = useTranslations('review.banner');
  const save = () => {
    const { text } = renderText(title, blocks, template);
    offer(
      new Blob(['\ufeff', text], { type: 'text/plain;charset=utf-8' }),
      `${title.replaceAll(/[\\/:*?"<>|]/g, ' ').trim() || 'review'}.txt`,
    );
  };
  return (
    <Button size="sm" icon="download" onClick={save}>
      {t('copy')}
    </Button>
  );
}
