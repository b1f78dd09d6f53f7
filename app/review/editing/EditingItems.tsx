// What the review's menu offers about the text itself: printing, marks typed in Chinese, the list of keys.
'use client';
import { useTranslations } from 'next-intl';
import { MenuCheck, MenuItem, MenuLink } from '../../ui/Menu';
import type { Editing } from './useEditing';

interface Props {
  reviewId: string;
  /** Absent until the text is live. */
  editing?: Pick<Editing, 'fullWidth' | 'setFullWidth' | 'setKeysShown'>;
  editable?: boolean;
  phone?: boolean;
}

export function EditingItems({ reviewId, editing, editable, phone }: Props) {
  const t = useTranslations('editor');
  return (
    <>
      <MenuLink icon="print" href={`/reviews/${reviewId}/print`}>
        {t('print.open')}
      </MenuLink>
      {editing && editable && (
        <MenuCheck checked={editing.fullWidth} onChange={editing.setFullWidth}>
          {t('fullWidth')}
        </MenuCheck>
      )}
      {editing && !phone && (
        <MenuItem icon="key" onSelect={() => editing.setKeysShown(true)}>
          {t('keys.title')}
        </MenuItem>
      )}
    </>
  );
}
