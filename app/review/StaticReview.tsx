// The first paint: the whole screen with the committed text, before anything is live. Nothing here can be pressed in vain.
'use client';
import { useTranslations } from 'next-intl';
import { useEffect, useMemo, useState } from 'react';
import { numberBlocks } from '../../domain/document/render';
import { StaticPaper } from '../editor/StaticPaper';
import { StageBanner } from './Banners';
import { EditingItems } from './editing/EditingItems';
import { FieldLine } from './fields/FieldLine';
import { useItems } from './fields/useItems';
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

export function StaticReview() {
  const { page, blocks, scrolled } = useFirstPaint();
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
  const { words: items, measures } = useItems(blocks, template, page.fields);
  const phone = usePhone();
  const editable = writes && !phone;
  const save = (
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
          save={save}
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
            onAdd={nothing}
            onClose={nothing}
            sections={page.sections}
            meId={page.me.id}
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
      <StaticPaper
        title={page.title}
        blocks={blocks}
        numbers={numbers}
        items={items}
        fieldLine={(block) => {
          const measure = measures.get(block);
          if (!measure) return null;
          const label = items.label('measure', measure.n);
          return <FieldLine label={label} fields={measure.fields} wanted={measure.wanted} writes={editable} />;
        }}
      />
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
