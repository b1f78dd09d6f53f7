// What the review screen needs before its first paint (journey 1), already permitted.
import { memberPeople } from '../../db/queries/reviews';
import { setPhrases } from '../../db/queries/setPhrases';
import { openSectionsOf } from '../../db/queries/signoff';
import { fieldsOf, sectionsOf } from '../../db/queries/structure';
import type { Actor } from '../../domain/actor';
import { SCHEMA_VERSION } from '../../domain/document/schema';
import { must } from '../../domain/must';
import { abilitiesOf, can } from '../../domain/policy';
import type { Result } from '../../domain/result';
import type { ReviewPage } from '../../domain/view';
import { attempt, reviewFor } from '../commands/run';
import type { Needs } from '../needs';
import { signoffView } from './signoff';
import { threadViews } from './threads';
import { waiverViews } from './waivers';

/** Where the socket of a review is: path and query of CONTRACT "Socket". */
export function collabOf(epoch: number): { path: string; params: Record<string, string> } {
  return { path: '/collab', params: { schema: String(SCHEMA_VERSION), epoch: String(epoch) } };
}

/** Refusals: not-found (for a stranger, and for a member who may not read at this stage). */
export async function reviewPage(needs: Needs, actor: Actor, reviewId: string): Promise<Result<ReviewPage>> {
  const db = needs.database.db;
  return attempt(async () => {
    const review = await reviewFor(db, actor, reviewId, 'read');
    const { state, epoch } = await needs.collab.state(review.id);
    const { template } = await needs.templates.get(review.templateId, review.templateVersion);
    const members = await memberPeople(db, review.id);
    return {
      id: review.id,
      title: review.title,
      stage: review.stage,
      epoch,
      collab: collabOf(epoch),
      abilities: abilitiesOf(review, actor.personId),
      members: members.map(({ email: _private, ...member }) => member),
      me: must(
        members.find((member) => member.id === actor.personId),
        'a reader is a member',
      ),
      template: { id: template.id, version: template.version, name: template.name },
      templateBody: template,
      meta: review.meta,
      state: Buffer.from(state).toString('base64'),
      threads: await threadViews(db, review, actor.personId),
      sections: await sectionsOf(db, review.id),
      fields: await fieldsOf(db, review.id),
      waivers: await waiverViews(db, review, template, actor.personId),
      setPhrases: (await setPhrases(db)).map(({ phrase }) => phrase),
      signoff: await signoffView(db, review.id, actor.personId, {
        sees: can(review, actor.personId, 'change-signers'),
      }),
      signoffSteps: review.signoffSteps,
      openSections: await openSectionsOf(db, review.id),
    };
  });
}
