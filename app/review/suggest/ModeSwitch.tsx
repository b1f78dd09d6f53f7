// The switch at the left of the bar: editing, suggesting, reading; who may only read sees that, with a lock.
'use client';
import { useTranslations } from 'next-intl';
import { Icon } from '../../ui/Icon';
import { Seg } from '../../ui/Seg';
import { type Mode, WHAT } from './useMode';

export function ModeSwitch({ mode }: { mode: Mode }) {
  const t = useTranslations('suggest.mode');
  if (mode.options.length === 1) {
    return (
      <span className="tag tag-line mode-only" title={t('onlyReadWhy')}>
        <Icon name="lock" />
        {t('read')}
        <span className="sr">{t('onlyReadWhy')}</span>
      </span>
    );
  }
  return (
    <>
      <Seg
        label={t('label')}
        value={mode.now}
        options={mode.options.map((value) => ({ value, label: t(value), title: titleOf(value) }))}
        onChange={mode.set}
      />
      <span className="sr" role="status">
        {mode.news}
      </span>
    </>
  );

  function titleOf(value: Mode['now']): string {
    return value === 'read' ? t(WHAT[value]) : `${t(WHAT[value])} (Ctrl Alt S)`;
  }
}
