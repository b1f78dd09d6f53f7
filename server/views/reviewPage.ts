// What the review screen needs before its first paint (journey 1), already permitted.
import { openLooks } from '../../db/queries/breakGlass';
import { memberPeople, type ReviewRow } from '../../db/queries/reviews';
import { setPhrases } from '../../db/queries/setPhrases';
import { openSectionsOf } from '../../db/queries/signoff';
import { sectionsOf } from '../../db/queries/structure';
import type { Actor } from '../../domain/actor';
import { SCHEMA_VERSION } from '../../domain/document/schema';
import { abilitiesOf, can } from '../../domain/policy';
import type { Result } from '../../domain/result';
import type { Template } from '../../domain/template/template';
import type { ReviewPage } from '../../domain/view';
import { attempt } from '../commands/run';
import type { Needs } from '../needs';
import { readingFor, textRead } from '../reading';
import { VERSION } from '../version';
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
    const read = await readingFor(db, actor, reviewId);
    const { review, only } = read;
    const { template } = await needs.templates.get(review.templateId, review.templateVersion);
    const { title, epoch, state, fields } = await textRead(needs, read, template);
    const members = (await memberPeople(db, review.id)).map(({ email: _private, ...member }) => member);
    const { personId } = actor;
    return {
      id: review.id,
      title,
      stage: review.stage,
      epoch,
      version: VERSION,
      approved: only,
      looks: (await openLooks(db, review.id)).map(({ name, until }) => ({ name, until: until.toISOString() })),
      collab: collabOf(epoch),
      abilities: abilitiesOf(review, personId),
      members,
      // An administrator who looks in is no member.
      me: {
        ...(members.find(({ id }) => id === personId) ?? {
          id: personId,
          name: actor.name,
          colour: actor.colour,
          roles: [],
        }),
        email: actor.email,
      },
      template: { id: template.id, version: template.version, name: template.name },
      templateBody: template,
      state: Buffer.from(state).toString('base64'),
      fields,
      setPhrases: (await setPhrases(db)).map(({ phrase }) => phrase),
      signoff: await signoffView(db, review.id, personId, { sees: can(review, personId, 'change-signers'), no: only }),
      ...(only === null ? await besideLive(needs, review, template, actor) : NOTHING_BESIDE),
    };
  });
}

type Beside = Pick<ReviewPage, 'meta' | 'threads' | 'sections' | 'waivers' | 'signoffSteps' | 'openSections'>;

/** What stands beside the live text is no business of who reads on in the approved version (PO5). */
const NOTHING_BESIDE: Beside = {
  meta: {},
  threads: [],
  sections: {},
  waivers: [],
  signoffSteps: null,
  openSections: [],
};

async function besideLive(needs: Needs, review: ReviewRow, template: Template, actor: Actor): Promise<Beside> {
  const db = needs.database.db;
  return {
    meta: review.meta,
    threads: await threadViews(db, review, actor),
    sections: await sectionsOf(db, review.id),
    waivers: await waiverViews(db, review, template, actor.personId),
    signoffSteps: review.signoffSteps,
    openSections: await openSectionsOf(db, review.id),
  };
}
