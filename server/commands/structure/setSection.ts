// section.set: who looks after a section and how far it is, set from the outline.
import { z } from 'zod';
import { putSection, sectionCare } from '../../../db/queries/structure';
import type { Actor } from '../../../domain/actor';
import { blocksOf } from '../../../domain/document/layout';
import { sectionsOf } from '../../../domain/document/sections';
import { Refused } from '../../../domain/refusal';
import type { Result } from '../../../domain/result';
import { SECTION_STATES } from '../../../domain/review';
import { mayOwnSection, maySetSection } from '../../../domain/sectionRights';
import type { SectionCare } from '../../../domain/sectionState';
import type { Needs } from '../../needs';
import { act, attempt, parse, reviewFor } from '../run';
import { tell } from '../signoff/tell';

export const setSectionBody = z.strictObject({
  sectionKey: z.string().min(1).max(200),
  ownerId: z.string().nullable().optional(),
  state: z.enum(SECTION_STATES).optional(),
});

/** What is not named stays. Refusals: not-found (review, section, a person who does not write here), forbidden, bad-request. */
export async function setSection(
  needs: Needs,
  actor: Actor,
  input: { reviewId: string; body: unknown },
): Promise<Result<SectionCare>> {
  const asked = await attempt(async () => {
    const { sectionKey, ...change } = parse(setSectionBody, input.body);
    await reviewFor(needs.database.db, actor, input.reviewId, 'write');
    const sections = await needs.collab.read(input.reviewId, (doc) => sectionsOf(blocksOf(doc, false)));
    if (!sections.some((section) => section.id === sectionKey)) throw new Refused('not-found', { field: 'sectionKey' });
    return { sectionKey, change };
  });
  if (!asked.ok) return asked;
  const { sectionKey, change } = asked.value;
  return act(needs, async (run) => {
    const { tx, event, after } = run;
    const review = await reviewFor(tx, actor, input.reviewId, 'write', true);
    const before = await sectionCare(tx, review.id, sectionKey);
    if (!maySetSection(review, actor.personId, before.ownerId)) throw new Refused('forbidden');
    const next = {
      ownerId: change.ownerId === undefined ? before.ownerId : change.ownerId,
      state: change.state ?? before.state,
    };
    if (next.ownerId === before.ownerId && next.state === before.state) return next;
    if (change.ownerId && !mayOwnSection(review, change.ownerId)) throw new Refused('not-found', { field: 'ownerId' });
    await putSection(tx, { reviewId: review.id, sectionKey, ...next }, actor.personId);
    event(actor, review.id, { kind: 'section.set', body: { sectionKey, ...next, before } });
    if (next.ownerId !== null && next.ownerId !== before.ownerId)
      await tell(run, review, {
        kind: 'section-given',
        people: [next.ownerId],
        actorId: actor.personId,
        body: () => ({ sectionKey }),
      });
    after(() => needs.collab.notify(review.id, { type: 'threads' }));
    return next;
  });
}
