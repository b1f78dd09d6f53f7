// One review on the official page, without an interface: what the browser's own print makes of it is what the office prints.
import type { Metadata } from 'next';
import { getLocale, getTranslations } from 'next-intl/server';
import * as Y from 'yjs';
import { annexOf, printedMeasures } from '../../../../../domain/annex';
import { blocksOf } from '../../../../../domain/document/layout';
import { numberBlocks } from '../../../../../domain/document/render';
import { pendingSuggestions } from '../../../../../domain/document/suggestions';
import { exportAction } from '../../../../../domain/policy';
import { StaticPaper } from '../../../../editor/StaticPaper';
import { PrintBar } from '../../../../review/print/PrintBar';
import { reviewPageFor } from '../reviewPageFor';
import './print.css';

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: { absolute: (await reviewPageFor((await params).id)).title } };
}

export default async function PrintPage({ params }: Props) {
  const [page, t, field, reader] = await Promise.all([
    reviewPageFor((await params).id),
    getTranslations('export'),
    getTranslations('fields'),
    getLocale(),
  ]);
  const doc = new Y.Doc();
  Y.applyUpdate(doc, Buffer.from(page.state, 'base64'));
  const blocks = blocksOf(doc, false);
  const pending = pendingSuggestions(doc).length;
  doc.destroy();
  const annex = annexOf(printedMeasures(blocks, page.fields), reader === 'en' ? 'en' : 'zh-CN', { own: t, field });
  const approved = page.approved !== null || exportAction(page.stage) === 'export-approved';
  const stands = approved ? '' : page.signoff ? t('notApproved') : t('draft');
  const mark = pending > 0 ? t('withPending', { mark: stands, n: pending }) : stands;
  return (
    <>
      {/* What is not the approved text says so at the head of every page, as the exported file does (PO4). */}
      {mark && <style>{`@page { @top-center { content: ${JSON.stringify(mark)} } }`}</style>}
      <PrintBar reviewId={page.id} pending={pending} />
      <main className="pr" id="main" lang={page.templateBody.locales[0] === 'en' ? 'en' : 'zh-CN'}>
        <h1 className="sr pr-title">{page.title}</h1>
        <StaticPaper
          title={page.title}
          blocks={[...blocks, ...annex.map(({ block }) => block)]}
          numbers={[...numberBlocks(blocks, page.templateBody), ...annex].map(({ number }) => number)}
        />
      </main>
    </>
  );
}
