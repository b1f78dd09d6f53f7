// The tools that do not fit on the bar's line.
'use client';
import { useTranslations } from 'next-intl';
import { Toolbar as Radix } from 'radix-ui';
import { IconButton } from '../../ui/Button';
import { Icon } from '../../ui/Icon';
import { Menu, MenuItem } from '../../ui/Menu';
import { newItemBelow } from '../commands/enter';
import { markCommand, TOOL_MARKS } from '../view/tools';
import { BlockItems } from './BlockMenu';
import { MARK_SIGNS } from './markSigns';
import { TableItems } from './TableMenu';
import { useReturn } from './useReturn';
import type { Tools } from './useTools';

interface Props extends Tools {
  /** Names of those cut off. */
  hidden: readonly string[];
  onLink: () => void;
}

export function MoreTools({ state, run, hidden, onLink }: Props) {
  const t = useTranslations('editor');
  const { choose, onCloseAutoFocus } = useReturn(run);
  return (
    <Menu
      label={t('moreTools')}
      align="start"
      onCloseAutoFocus={onCloseAutoFocus}
      trigger={
        <Radix.Button asChild>
          <IconButton icon="more" size="sm" label={t('moreTools')} />
        </Radix.Button>
      }
    >
      {hidden.includes('block') && !state.inTable && <BlockItems chosen={state.block} choose={choose} />}
      {hidden.includes('item') && (
        <MenuItem icon="plus" onSelect={() => choose(newItemBelow)}>
          {t('item')}
        </MenuItem>
      )}
      {hidden.includes('link') && state.mayLink && (
        <MenuItem icon="link" onSelect={onLink}>
          {t('link')}
        </MenuItem>
      )}
      {state.mayMark &&
        TOOL_MARKS.filter((mark) => hidden.includes(mark)).map((mark) => (
          <MenuItem key={mark} icon={MARK_SIGNS[mark]} onSelect={() => choose(markCommand(mark))}>
            {t(`mark.${mark}`)}
            {state.marks.includes(mark) && <Icon name="check" size={16} className="ed-chosen" />}
          </MenuItem>
        ))}
      {hidden.includes('table') && <TableItems inTable={state.inTable} choose={choose} />}
    </Menu>
  );
}
