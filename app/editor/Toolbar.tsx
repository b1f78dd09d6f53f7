// The tools of those who write: undo, kind of block, marks, link, new item, table. Arrows walk it; no press takes the selection.
'use client';
import { useTranslations } from 'next-intl';
import { Toolbar as Radix } from 'radix-ui';
import { type RefObject, useState } from 'react';
import { Button, IconButton } from '../ui/Button';
import type { IconName } from '../ui/icons';
import { newItemBelow } from './commands/enter';
import { redoOwn, undoOwn } from './commands/history';
import { setLink } from './commands/link';
import { BlockMenu } from './toolbar/BlockMenu';
import { LinkDialog } from './toolbar/LinkDialog';
import { TableMenu } from './toolbar/TableMenu';
import { useTools } from './toolbar/useTools';
import type { EditorHandle } from './view/handle';
import { markCommand, TOOL_MARKS, type ToolMark } from './view/tools';

const SIGNS: Record<ToolMark, IconName> = {
  strong: 'bold',
  em: 'italic',
  underline: 'underline',
  highlight: 'highlight',
};
const KEYS: Partial<Record<ToolMark, string>> = { strong: 'Ctrl B', em: 'Ctrl I', underline: 'Ctrl U' };

export function Toolbar({ handle }: { handle: RefObject<EditorHandle | null> }) {
  const t = useTranslations('editor');
  const { state, run } = useTools(handle);
  const [linking, setLinking] = useState(false);
  return (
    <Radix.Root className="ed-tools" aria-label={t('tools')} onMouseDown={keepSelection}>
      <Radix.Button asChild>
        <IconButton icon="undo" size="sm" label={t('undo')} disabled={!state.undo} onClick={() => run(undoOwn)} />
      </Radix.Button>
      <Radix.Button asChild>
        <IconButton icon="redo" size="sm" label={t('redo')} disabled={!state.redo} onClick={() => run(redoOwn)} />
      </Radix.Button>
      <hr />
      <BlockMenu state={state} run={run} />
      {TOOL_MARKS.map((mark) => {
        const on = state.marks.includes(mark);
        return (
          <Radix.Button asChild key={mark}>
            <IconButton
              icon={SIGNS[mark]}
              size="sm"
              label={t(`mark.${mark}`)}
              title={[t(`mark.${mark}`), KEYS[mark]].filter(Boolean).join(' ')}
              className={on ? 'is-on' : undefined}
              aria-pressed={on}
              disabled={!state.mayMark}
              onClick={() => run(markCommand(mark))}
            />
          </Radix.Button>
        );
      })}
      <Radix.Button asChild>
        <IconButton
          icon="link"
          size="sm"
          label={t('link')}
          className={state.href ? 'is-on' : undefined}
          aria-pressed={state.href !== ''}
          disabled={!state.mayLink}
          onClick={() => setLinking(true)}
        />
      </Radix.Button>
      <hr />
      <Radix.Button asChild>
        <Button variant="ghost" size="sm" icon="plus" title="Ctrl Enter" onClick={() => run(newItemBelow)}>
          {t('item')}
        </Button>
      </Radix.Button>
      <TableMenu inTable={state.inTable} run={run} />
      {linking && (
        <LinkDialog href={state.href} onClose={() => setLinking(false)} onSet={(href) => run(setLink(href))} />
      )}
    </Radix.Root>
  );
}

/** The press must not take the selection out of the text before it is used. */
function keepSelection(event: { preventDefault: () => void; target: EventTarget }): void {
  if (!(event.target instanceof HTMLInputElement)) event.preventDefault();
}
