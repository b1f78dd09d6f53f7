// Waivers as a reader sees them: with names, and with what this reader may do.
import type { Queries } from '../../db/queries/db';
import { peopleByIds } from '../../db/queries/people';
import { waiversOf } from '../../db/queries/waivers';
import type { ReviewState } from '../../domain/review';
import type { Template } from '../../domain/template/template';
import type { WaiverView } from '../../domain/view';
import { mayWithdraw, waivableSeverity } from '../../domain/waiver';
import { personOf } from './threads';

/** All of the review, oldest first. The caller has asked for the right to read. */
export async function waiverViews(
  db: Queries,
  review: ReviewState,
  template: Template,
  personId: string,
): Promise<WaiverView[]> {
  const rows = await waiversOf(db, review.id);
  const people = await peopleByIds(
    db,
    rows.flatMap((row) => [row.byId, row.withdrawnBy]),
  );
  return rows.map((row) => {
    const severity = waivableSeverity(row.rule, template);
    return {
      id: row.id,
      rule: row.rule,
      ...(row.sectionKey === null ? {} : { sectionKey: row.sectionKey }),
      reason: row.reason,
      by: personOf(people, row.byId),
      at: row.at.toISOString(),
      withdrawn:
        row.withdrawnBy && row.withdrawnAt
          ? { by: personOf(people, row.withdrawnBy), at: row.withdrawnAt.toISOString() }
          : null,
      may: {
        withdraw:
          row.withdrawnAt === null && severity !== null && mayWithdraw(review, personId, { by: row.byId }, severity),
      },
    };
  });
}
