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

/** On a phone the bar has no room for the next step: it stands first in the menu. */
const NEXT = [
  { opens: 'start-review', needs: 'start-review', icon: 'arrow-r' },
  { opens: 'freeze', needs: 'freeze', icon: 'send' },
] as const satisfies readonly { opens: Opens; needs: ReviewPage['abilities'][number]; icon: IconName }[];

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
  page: Pick<ReviewPage, 'id' | 'abilities' | 'templateBody' | 'signoff' | 'openSections'>;
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
  const again = phone && page.abilities.includes('return-sections') && page.openSections.length > 0;
  const next = NEXT.filter(({ needs }) => phone && page.abilities.includes(needs));
  const moves = [...next, ...MOVES].filter(
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
      {again && blocked === null && (
        <MenuItem icon="send" onSelect={() => onOpen('freeze')}>
          {t('act.freeze-again')}
        </MenuItem>
      )}
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
