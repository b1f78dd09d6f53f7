// review.created: a review from a template, its text seeded once, by the server, in the creating transaction.
import { z } from 'zod';
import { memberIdsThatExist, organisationName } from '../../../db/queries/people';
import { insertDocument, insertReview, setSignoffPlan } from '../../../db/queries/reviews';
import type { Actor } from '../../../domain/actor';
import type { Block } from '../../../domain/document/blocks';
import { blocksFromOutline } from '../../../domain/document/fromOutline';
import { recognise } from '../../../domain/document/recognise';
import { SCHEMA_VERSION } from '../../../domain/document/schema';
import { seedBlocks, seedUpdate } from '../../../domain/document/seed';
import { isId } from '../../../domain/ids';
import { must } from '../../../domain/must';
import { Refused } from '../../../domain/refusal';
import type { Result } from '../../../domain/result';
import type { Member } from '../../../domain/review';
import { bigrams } from '../../../domain/search';
import { titleFromTemplate } from '../../../domain/template/numbering';
import type { Template } from '../../../domain/template/template';
import type { Needs } from '../../needs';
import { storable } from '../inputs';
import { act, attempt, parse } from '../run';
import { checkedSteps, planInput } from '../signoff/planSignoff';
import { knownMeta, metaInput, titleInput, titleOf } from './editReview';
import { rolesInput, tellJoined } from './setMember';

/** Longest text of an import, in UTF-16 code units: a tenth of the document limit, far above any real review. */
const MAX_TEXT = 2_000_000;

export const createReviewBody = z.strictObject({
  templateId: z.string().max(100),
  title: titleInput.optional(),
  meta: metaInput.default({}),
  members: z
    .array(z.strictObject({ personId: z.string(), roles: rolesInput }))
    .max(200)
    .default([]),
  text: z.string().max(MAX_TEXT).optional(),
  signoff: planInput.optional(),
});

/** Whoever creates a review is its owner. Refusals: not-found (template, person), unknown-meta, bad-request, unknown-field, bad-plan. */
export async function createReview(needs: Needs, actor: Actor, input: unknown): Promise<Result<{ id: string }>> {
  const ready = await attempt(async () => {
    const wanted = parse(createReviewBody, input);
    // Asked before the transaction: inside of one, every other connection may be held by those who wait for one more.
    const found = await needs.templates.newest(wanted.templateId);
    if (!found) throw new Refused('not-found', { field: 'templateId' });
    return { wanted, template: found.template, text: contentOf(wanted.text, found.template, actor) };
  });
  if (!ready.ok) return ready;
  const { wanted, template, text } = ready.value;
  return act(needs, async (run) => {
    const { tx, event } = run;
    const meta = {
      org: must(await organisationName(tx), 'an organisation exists'),
      ...knownMeta(template, wanted.meta),
    };
    const known = template.meta.some((field) => field.key === 'org') ? meta : wanted.meta;
    const members = await membersOf(tx, actor, wanted.members);
    const title = wanted.title ?? text.title ?? titleFromTemplate(template, known, actor.locale);
    const id = await insertReview(tx, {
      title,
      titleGrams: bigrams(title).join(' '),
      templateId: template.id,
      templateVersion: template.version,
      meta: known,
      createdBy: actor.personId,
      members,
    });
    const steps = await checkedSteps(tx, template, null, wanted.signoff?.steps ?? null);
    const due = wanted.signoff?.due ?? null;
    if (wanted.signoff) await setSignoffPlan(tx, id, { signoffSteps: steps, signoffDue: due });
    await insertDocument(tx, { id, schema: SCHEMA_VERSION, seed: seedUpdate(text.blocks) });
    event(actor, id, {
      kind: 'review.created',
      body: { templateId: template.id, templateVersion: template.version, imported: wanted.text !== undefined },
    });
    if (wanted.signoff) event(actor, id, { kind: 'signoff.planned', body: { steps: steps?.length ?? null, due } });
    for (const member of members.slice(1))
      event(actor, id, {
        kind: 'member.set',
        body: { personId: member.personId, roles: [...member.roles], before: [] },
      });
    const people = members.map(({ personId }) => personId);
    await tellJoined(run, actor, id, people);
    return { id };
  });
}

function contentOf(
  text: string | undefined,
  template: Template,
  actor: Actor,
): { title: string | null; blocks: Block[] } {
  if (text === undefined) return { title: null, blocks: seedBlocks(template, actor.locale) };
  if (!storable(text)) throw new Refused('unreadable-text', { field: 'text' });
  const outline = recognise(text, template);
  return { title: outline.title ? titleOf(outline.title.text) : null, blocks: blocksFromOutline(outline, text) };
}

/** The creator first, as owner; others once each. @throws Refused `not-found` for somebody who is not here. */
async function membersOf(
  tx: Parameters<typeof memberIdsThatExist>[0],
  actor: Actor,
  wanted: readonly Member[],
): Promise<Member[]> {
  const byPerson = new Map<string, Set<Member['roles'][number]>>([[actor.personId, new Set(['owner'])]]);
  for (const { personId, roles } of wanted) {
    const set = byPerson.get(personId) ?? new Set();
    for (const role of roles) set.add(role);
    byPerson.set(personId, set);
  }
  const ids = [...byPerson.keys()];
  const existing = ids.every(isId) ? await memberIdsThatExist(tx, ids) : [];
  const missing = ids.find((id) => !existing.includes(id));
  if (missing !== undefined) throw new Refused('not-found', { field: 'members' });
  return [...byPerson].map(([personId, roles]) => ({ personId, roles: [...roles] }));
}
