// A new table; inside one, what can be done with its rows and columns.
'use client';
import { useTranslations } from 'next-intl';
import type { Command } from 'prosemirror-state';
import {
  addColumnAfter,
  addColumnBefore,
  addRowAfter,
  addRowBefore,
  deleteColumn,
  deleteRow,
  deleteTable,
  mergeCells,
  splitCell,
  toggleHeaderRow,
} from 'prosemirror-tables';
import { Toolbar as Radix } from 'radix-ui';
import { IconButton } from '../../ui/Button';
import { Menu, MenuItem } from '../../ui/Menu';
import { insertTable } from '../commands/tables';
import { useReturn } from './useReturn';
import type { Tools } from './useTools';

const COMMANDS = {
  rowBefore: addRowBefore,
  rowAfter: addRowAfter,
  columnBefore: addColumnBefore,
  columnAfter: addColumnAfter,
  merge: mergeCells,
  split: splitCell,
  headerRow: toggleHeaderRow,
  deleteRow,
  deleteColumn,
  deleteTable,
} as const;
const NAMES = Object.keys(COMMANDS) as (keyof typeof COMMANDS)[];

export function TableMenu({ inTable, run }: { inTable: boolean; run: Tools['run'] }) {
  const t = useTranslations('editor');
  const { choose, onCloseAutoFocus } = useReturn(run);
  if (!inTable) {
    return (
      <Radix.Button asChild>
        <IconButton icon="table" size="sm" label={t('table.insert')} onClick={() => run(insertTable)} />
      </Radix.Button>
    );
  }
  return (
    <Menu
      label={t('table.menu')}
      align="start"
      onCloseAutoFocus={onCloseAutoFocus}
      trigger={
        <Radix.Button asChild>
          <IconButton icon="table" size="sm" label={t('table.menu')} className="is-on" />
        </Radix.Button>
      }
    >
      <TableItems inTable choose={choose} />
    </Menu>
  );
}

export function TableItems({ inTable, choose }: { inTable: boolean; choose: (command: Command) => void }) {
  const t = useTranslations('editor');
  if (!inTable) {
    return (
      <MenuItem icon="table" onSelect={() => choose(insertTable)}>
        {t('table.insert')}
      </MenuItem>
    );
  }
  return NAMES.map((name) => (
    <MenuItem key={name} danger={name === 'deleteTable'} onSelect={() => choose(COMMANDS[name])}>
      {t(`table.${name}`)}
    </MenuItem>
  ));
}
