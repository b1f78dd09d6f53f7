// One review on the official page, without an interface: what the browser's own print makes of it is what the office prints.
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import * as Y from 'yjs';
import { blocksOf } from '../../../../../domain/document/layout';
import { numberBlocks } from '../../../../../domain/document/render';
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
  const [page, t] = await Promise.all([reviewPageFor((await params).id), getTranslations('export')]);
  const doc = new Y.Doc();
  Y.applyUpdate(doc, Buffer.from(page.state, 'base64'));
  const blocks = blocksOf(doc, false);
  doc.destroy();
  const approved = page.approved !== null || exportAction(page.stage) === 'export-approved';
  const mark = approved ? '' : page.signoff ? t('notApproved') : t('draft');
  return (
    <>
      {/* What is not the approved text says so at the head of every page, as the exported file does (PO4). */}
      {mark && <style>{`@page { @top-center { content: ${JSON.stringify(mark)} } }`}</style>}
      <PrintBar reviewId={page.id} />
      <main className="pr" id="main" lang={page.templateBody.locales[0] === 'en' ? 'en' : 'zh-CN'}>
        <h1 className="sr pr-title">{page.title}</h1>
        <StaticPaper
          title={page.title}
          blocks={blocks}
          numbers={numberBlocks(blocks, page.templateBody).map((one) => one.number)}
        />
      </main>
    </>
  );
}
