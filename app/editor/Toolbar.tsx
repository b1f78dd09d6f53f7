// The tools of those who write: undo, kind of block, new item, link, marks, table. Arrows walk it; no press takes the selection; what
// does not fit on the line is in the menu at its end.
'use client';
import { useTranslations } from 'next-intl';
import { Toolbar as Radix } from 'radix-ui';
import type { RefObject } from 'react';
import { Button, IconButton } from '../ui/Button';
import { laterPart } from '../ui/later';
import { newItemBelow } from './commands/enter';
import { redoOwn } from './commands/history';
import { setLink } from './commands/link';
import { undoTyped } from './plugins/fullWidth';
import { BlockMenu } from './toolbar/BlockMenu';
import { MoreTools } from './toolbar/MoreTools';
import { MARK_KEYS, MARK_SIGNS } from './toolbar/markSigns';
import { TableMenu } from './toolbar/TableMenu';
import { useFit } from './toolbar/useFit';
import { useTools } from './toolbar/useTools';
import type { EditorHandle } from './view/handle';
import { markCommand, TOOL_MARKS } from './view/tools';

const LinkDialog = laterPart(() => import('./toolbar/LinkDialog').then((module) => module.default));

interface Props {
  handle: RefObject<EditorHandle | null>;
  linking: boolean;
  onLinking: (linking: boolean) => void;
}

export function Toolbar({ handle, linking, onLinking }: Props) {
  const t = useTranslations('editor');
  const { state, run } = useTools(handle);
  const { row, hidden } = useFit();
  const cut = (tool: string) => ({ 'data-tool': tool, 'data-cut': hidden.includes(tool) || undefined });
  return (
    <Radix.Root className="ed-tools" aria-label={t('tools')} onMouseDown={keepSelection}>
      <div className="ed-row" ref={row}>
        <Radix.Button asChild>
          <IconButton icon="undo" size="sm" label={t('undo')} disabled={!state.undo} onClick={() => run(undoTyped)} />
        </Radix.Button>
        <Radix.Button asChild>
          <IconButton icon="redo" size="sm" label={t('redo')} disabled={!state.redo} onClick={() => run(redoOwn)} />
        </Radix.Button>
        <hr />
        <span {...cut('block')}>
          <BlockMenu state={state} run={run} />
        </span>
        <Radix.Button asChild>
          <Button
            {...cut('item')}
            variant="ghost"
            size="sm"
            icon="plus"
            title="Ctrl Enter"
            onClick={() => run(newItemBelow)}
          >
            {t('item')}
          </Button>
        </Radix.Button>
        <Radix.Button asChild>
          <IconButton
            {...cut('link')}
            icon="link"
            size="sm"
            label={t('link')}
            title={`${t('link')} Ctrl L`}
            className={state.href ? 'is-on' : undefined}
            aria-pressed={state.href !== ''}
            disabled={!state.mayLink}
            onClick={() => onLinking(true)}
          />
        </Radix.Button>
        {TOOL_MARKS.map((mark) => {
          const on = state.marks.includes(mark);
          return (
            <Radix.Button asChild key={mark}>
              <IconButton
                {...cut(mark)}
                icon={MARK_SIGNS[mark]}
                size="sm"
                label={t(`mark.${mark}`)}
                title={[t(`mark.${mark}`), MARK_KEYS[mark]].filter(Boolean).join(' ')}
                className={on ? 'is-on' : undefined}
                aria-pressed={on}
                disabled={!state.mayMark}
                onClick={() => run(markCommand(mark))}
              />
            </Radix.Button>
          );
        })}
        <span {...cut('table')}>
          <TableMenu inTable={state.inTable} run={run} />
        </span>
      </div>
      {hidden.length > 0 && <MoreTools state={state} run={run} hidden={hidden} onLink={() => onLinking(true)} />}
      {linking && (
        <LinkDialog href={state.href} onClose={() => onLinking(false)} onSet={(href) => run(setLink(href))} />
      )}
    </Radix.Root>
  );
}

/** The press must not take the selection out of the text before it is used. */
function keepSelection(event: { preventDefault: () => void; target: EventTarget }): void {
  if (!(event.target instanceof HTMLInputElement)) event.preventDefault();
}
