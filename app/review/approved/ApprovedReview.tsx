// The approved version of a review that is drafted anew, for those who read on in it: read-only, without anything live.
'use client';
import { useTranslations } from 'next-intl';
import { useMemo, useState } from 'react';
import type { Block } from '../../../domain/document/blocks';
import { numberBlocks } from '../../../domain/document/render';
import type { ReviewPage } from '../../../domain/view';
import { StaticPaper } from '../../editor/StaticPaper';
import { IconButton } from '../../ui/Button';
import { Banner } from '../Banners';
import { FieldLine } from '../fields/FieldLine';
import { useItems } from '../fields/useItems';
import { LookBanner } from '../looks/LookBanner';
import { Outline } from '../outline/Outline';
import { type OutlineRow, outlineRows } from '../outline/outlineRows';
import { StageStrip } from '../Steps';
import { shortDigest } from '../sign/shortDigest';
import { TopBar } from '../TopBar';
import { usePanes } from '../usePanes';
import { Workspace } from '../Workspace';

const nothing = () => undefined;

export function ApprovedReview({ page, blocks }: { page: ReviewPage; blocks: readonly Block[] }) {
  const t = useTranslations('rights');
  const review = useTranslations('review');
  const panes = usePanes();
  const [current, setCurrent] = useState<string | null>(null);
  const template = page.templateBody;
  const numbers = useMemo(() => numberBlocks(blocks, template).map((one) => one.number), [blocks, template]);
  const rows = useMemo(
    () => outlineRows({ blocks, template, mustFix: [], findings: [], fields: page.fields }),
    [blocks, template, page.fields],
  );
  const { words: items, measures } = useItems(blocks, template, page.fields);
  const version = page.approved ?? 0;
  const go = (row: OutlineRow) => {
    setCurrent(row.id);
    headingAt(blocks, row.block)?.scrollIntoView({ block: 'start' });
  };
  return (
    <Workspace
      top={
        <TopBar
          page={page}
          save={<span className="count">{t('approvedSave', { version })}</span>}
          gates={null}
          blocked={null}
          onOpen={nothing}
        />
      }
      across={
        <>
          <StageStrip page={page} />
          <LookBanner looks={page.looks} />
          <Banner meaning="info" icon="lock" title={t('approved')}>
            {t('approvedWhat', { version, digest: shortDigest(page.signoff?.digest ?? '', 2) })}
          </Banner>
        </>
      }
      outline={
        <Outline
          rows={rows}
          missing={[]}
          current={current}
          onGo={go}
          onClose={() => panes.toggle('outline')}
          sections={page.sections}
          meId={page.me.id}
        />
      }
      tools={
        <IconButton
          icon="list"
          size="sm"
          className="open-ol"
          label={review('outlineOpen')}
          onClick={() => panes.toggle('outline')}
        />
      }
      railHead={null}
      rail={null}
      railLabel={review('across')}
      panes={{ ...panes, rail: 'closed' }}
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
          return <FieldLine label={label} fields={measure.fields} wanted={measure.wanted} writes={false} />;
        }}
      />
    </Workspace>
  );
}

/** The heading that stands in this block: headings are painted in the order of the text. */
function headingAt(blocks: readonly Block[], at: number): Element | null {
  const before = blocks.slice(0, at).filter((block) => block.type === 'heading').length;
  if (blocks[at]?.type !== 'heading') return document.querySelector('#main .paper');
  return document.querySelectorAll('#main .doc-text > :is(.d-1, .d-2, .d-3)')[before] ?? null;
}
