// The first paint: the whole screen with the committed text, before anything around it is live. Nothing here can be pressed in vain.
'use client';
import { useTranslations } from 'next-intl';
import { type ReactNode, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { Block } from '../../domain/document/blocks';
import { numberBlocks } from '../../domain/document/render';
import { StaticPaper } from '../editor/StaticPaper';
import { StageBanner } from './Banners';
import { EditingItems } from './editing/EditingItems';
import { FieldLine } from './fields/FieldLine';
import { type Items, type Measured, useItems } from './fields/useItems';
import { useFirstPaint } from './firstPaint';
import { Outline } from './outline/Outline';
import { missingSections, outlineRows } from './outline/outlineRows';
import { PhoneTabs } from './PhoneTabs';
import { RailTabs } from './rail/RailTabs';
import { SaveState } from './SaveState';
import { StageStrip } from './Steps';
import { TopBar } from './TopBar';
import { usePhone } from './usePhone';
import { Workspace } from './Workspace';

/** After this the page says that the text is slow, in ms (design, States). */
const SLOW_MS = 5000;

const nothing = () => undefined;

/** What the paper shows besides the words. */
export interface Paper {
  numbers: readonly string[];
  items: Items;
  fieldLine: (measure: Measured | undefined) => ReactNode;
}

interface Props {
  /** As it is now; absent: as the page came. */
  blocks?: readonly Block[];
  save?: ReactNode;
  /** The text, where it can be written already. */
  text?: ((paper: Paper) => ReactNode) | null;
}

export function StaticReview({ blocks: now, save, text = null }: Props) {
  const { page, blocks: first, scrolled } = useFirstPaint();
  const blocks = now ?? first;
  const t = useTranslations('review');
  const threads = useTranslations('threads');
  const slow = useLater(SLOW_MS);
  const template = page.templateBody;
  const numbers = useMemo(() => numberBlocks(blocks, template).map((one) => one.number), [blocks, template]);
  const open = page.threads.filter((thread) => thread.state === 'open');
  const mustFix = open.filter((thread) => thread.kind === 'must-fix');
  const rows = useMemo(
    () => outlineRows({ blocks, template, mustFix, findings: [], fields: page.fields }),
    [blocks, template, mustFix, page.fields],
  );
  // What the live outline will offer a writer stands here already, so that no row moves.
  const writes = page.abilities.includes('write');
  const missing = useMemo(() => (writes ? missingSections(blocks, template) : []), [writes, blocks, template]);
  const items = useItems(blocks, template, page.fields);
  const phone = usePhone();
  const editable = writes && !phone;
  const scroller = useRef<HTMLDivElement | null>(null);
  // A second first paint, around a text that can be written already, stands where the first one was left.
  useLayoutEffect(() => {
    if (scrolled.current > 0) scroller.current?.scrollTo({ top: scrolled.current, behavior: 'instant' });
  }, [scrolled]);
  const fieldLine = (measure: Measured | undefined) =>
    measure && (
      <FieldLine
        label={items.words.label('measure', measure.n)}
        fields={measure.fields}
        wanted={measure.wanted}
        writes={editable}
      />
    );
  const connecting = (
    <SaveState
      input={{
        link: 'connecting',
        unsaved: 0,
        late: false,
        settled: false,
        savedAt: null,
        writes: true,
        frozenAt: null,
      }}
    />
  );
  return (
    <Workspace
      top={
        <TopBar
          page={page}
          save={save ?? connecting}
          gates={null}
          blocked={t('loading')}
          onOpen={nothing}
          more={<EditingItems reviewId={page.id} />}
        />
      }
      across={
        <>
          <StageStrip page={page} />
          <StageBanner page={page} />
        </>
      }
      outline={
        <div className="waiting" inert>
          <Outline
            rows={rows}
            missing={missing}
            current={null}
            onGo={nothing}
            onClose={nothing}
            sections={page.sections}
            meId={page.me.id}
            {...(editable && { onAdd: nothing })}
          />
        </div>
      }
      tools={
        <span className="count" role="status">
          {slow ? t('loadingSlow') : null}
        </span>
      }
      railHead={
        <div className="waiting" inert>
          <RailTabs
            tab="threads"
            counts={{ threads: open.length, suggestions: null, checks: null }}
            onTab={nothing}
            onClose={nothing}
          />
        </div>
      }
      scroller={scroller}
      onScroll={(top) => {
        scrolled.current = top;
      }}
      rail={null}
      railLabel={threads('rail')}
      tabs={
        <div className="waiting" inert>
          <PhoneTabs page={page} pane="text" mustFix={mustFix.length} suggestions={0} onShow={nothing} />
        </div>
      }
    >
      {text?.({ numbers, items, fieldLine }) ?? (
        <StaticPaper
          title={page.title}
          blocks={blocks}
          numbers={numbers}
          items={items.words}
          fieldLine={(block) => fieldLine(items.measures.get(block))}
        />
      )}
    </Workspace>
  );
}

function useLater(after: number): boolean {
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), after);
    return () => clearTimeout(timer);
  }, [after]);
  return late;
}
