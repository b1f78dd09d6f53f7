// One review: its text as paper in the first paint, then the live editor in the same place.
import type { Metadata } from 'next';
import * as Y from 'yjs';
import { blocksOf } from '../../../../domain/document/layout';
import { ApprovedScreen } from '../../../review/approved/ApprovedScreen';
import { ReviewScreen } from '../../../review/ReviewScreen';
import { reviewPageFor } from './reviewPageFor';

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await reviewPageFor((await params).id)).title };
}

export default async function ReviewRoute({ params }: Props) {
  const page = await reviewPageFor((await params).id);
  const doc = new Y.Doc();
  Y.applyUpdate(doc, Buffer.from(page.state, 'base64'));
  // Not strict: what a newer schema wrote is left out of the first paint, the live editor decides about it.
  const blocks = blocksOf(doc, false);
  doc.destroy();
  if (page.approved !== null) return <ApprovedScreen page={page} blocks={blocks} />;
  return <ReviewScreen page={page} blocks={blocks} />;
}
