// The kind of the block at the caret, and the menu that changes it.
'use client';
import { useTranslations } from 'next-intl';
import type { Command } from 'prosemirror-state';
import { Toolbar as Radix } from 'radix-ui';
import { Icon } from '../../ui/Icon';
import type { IconName } from '../../ui/icons';
import { Menu, MenuItem } from '../../ui/Menu';
import { setBlock } from '../commands/blocks';
import { BLOCK_KINDS, type BlockKind } from '../commands/kinds';
import { useReturn } from './useReturn';
import type { Tools } from './useTools';

const SIGNS: Partial<Record<BlockKind, IconName>> = {
  problem: 'problem',
  cause: 'cause',
  measure: 'measure',
  bullet: 'list',
  ordered: 'list-ordered',
};

export function BlockMenu({ state, run }: Tools) {
  const t = useTranslations('editor');
  const { choose, onCloseAutoFocus } = useReturn(run);
  const name = state.inTable ? t('inTable') : state.block ? t(`block.${state.block}`) : t('blockNone');
  return (
    <Menu
      label={t('blockMenu')}
      align="start"
      onCloseAutoFocus={onCloseAutoFocus}
      trigger={
        <Radix.Button className="sel ed-block" aria-label={`${t('blockMenu')}: ${name}`} disabled={state.inTable}>
          {name}
          <Icon name="chev-d" />
        </Radix.Button>
      }
    >
      <BlockItems chosen={state.block} choose={choose} />
    </Menu>
  );
}

export function BlockItems({ chosen, choose }: { chosen: BlockKind | null; choose: (command: Command) => void }) {
  const t = useTranslations('editor');
  return BLOCK_KINDS.map((kind) => (
    <MenuItem key={kind} icon={SIGNS[kind] ?? 'blank'} onSelect={() => choose(setBlock(kind))}>
      {t(`block.${kind}`)}
      {kind === chosen && <Icon name="check" size={16} className="ed-chosen" />}
    </MenuItem>
  ));
}
