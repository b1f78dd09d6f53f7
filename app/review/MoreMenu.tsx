// The other steps and the ways out, behind one button.
'use client';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import type { ReviewPage } from '../../domain/view';
import { useShell } from '../shell/context';
import { IconButton } from '../ui/Button';
import type { IconName } from '../ui/icons';
import { Menu, MenuItem, MenuRule } from '../ui/Menu';
import { mayExport } from './abilities';
import { ExportItems } from './ExportItems';
import type { Opens } from './PrimaryAction';
import { usePhone } from './usePhone';

const MOVES = [
  { opens: 'facts', needs: 'change-title', icon: 'sliders' },
  { opens: 'return-to-draft', needs: 'return-to-draft', icon: 'undo' },
  { opens: 'plan', needs: 'plan-signoff', icon: 'seal' },
  { opens: 'return-sections', needs: 'return-sections', icon: 'reply' },
  { opens: 'cancel-signoff', needs: 'cancel-signoff', icon: 'undo' },
  { opens: 'reopen', needs: 'reopen', icon: 'pen' },
] as const satisfies readonly { opens: Opens; needs: ReviewPage['abilities'][number]; icon: IconName }[];

export function MoreMenu({
  page,
  blocked,
  onOpen,
  more,
}: {
  page: Pick<ReviewPage, 'id' | 'abilities' | 'templateBody' | 'signoff'>;
  blocked: string | null;
  onOpen: (what: Opens) => void;
  /** What other parts of the screen offer. */
  more?: ReactNode;
}) {
  const t = useTranslations('review');
  const search = useTranslations('search');
  const bin = useTranslations('bin');
  const phone = usePhone();
  const { openPalette } = useShell();
  const moves = MOVES.filter(
    (move) => page.abilities.includes(move.needs) && (move.opens !== 'facts' || page.templateBody.meta.length > 0),
  );
  const deletes = blocked === null && page.abilities.includes('delete');
  if (moves.length === 0 && !mayExport(page.abilities) && !more && !phone && !deletes) return null;
  return (
    <Menu label={t('more')} trigger={<IconButton icon="more" label={t('more')} />}>
      {blocked === null &&
        moves.map(({ opens, icon }) => (
          <MenuItem key={opens} icon={icon} onSelect={() => onOpen(opens)}>
            {t(`act.${opens}`)}
          </MenuItem>
        ))}
      {phone && (
        <MenuItem icon="search" onSelect={openPalette}>
          {search('open')}
        </MenuItem>
      )}
      {more}
      {mayExport(page.abilities) && <ExportItems reviewId={page.id} approved={page.signoff?.outcome === 'approved'} />}
      {deletes && (
        <>
          <MenuRule />
          <MenuItem icon="trash" danger onSelect={() => onOpen('delete')}>
            {bin('act')}
          </MenuItem>
        </>
      )}
    </Menu>
  );
}
