// What the gates ask about the sign-off: the steps that could never pass, and the points that nobody has answered.
import type { Queries } from '../db/queries/db';
import { memberIdsThatExist } from '../db/queries/people';
import type { ReviewRow } from '../db/queries/reviews';
import { openPointsOf, signoffOf } from '../db/queries/signoff';
import { latestVersion } from '../db/queries/versions';
import { type EmptyStep, emptySteps, planOf, signersOf, stuckSteps } from '../domain/signoffPlan';
import type { Template } from '../domain/template/template';

export interface Signing {
  /** Given the keys of the text's sections. */
  emptySteps(sections: readonly string[]): EmptyStep[];
  points: readonly { id: string; sectionKey: string | null; body: string }[];
}

/** Of the plan before the sign-off; of the people who are asked by now once it is open. Who is disabled can sign neither. */
export async function signingOf(db: Queries, review: ReviewRow, template: Template): Promise<Signing> {
  const points = await openPointsOf(db, review.id);
  const version = await latestVersion(db, review.id);
  if (version?.outcome === 'open') {
    const signoff = await signoffOf(db, version);
    const asked = signoff.lines.map(({ personId }) => personId);
    const present = await presence(db, asked);
    return { emptySteps: (sections) => stuckSteps(signoff, { present, sections }), points };
  }
  const plan = planOf(template, review.signoffSteps);
  const present = await presence(db, signersOf(plan, review.members));
  return { emptySteps: (sections) => emptySteps(plan, review.members, { present, sections }), points };
}

async function presence(db: Queries, people: readonly string[]): Promise<(personId: string) => boolean> {
  const there = new Set(await memberIdsThatExist(db, [...new Set(people)]));
  return (personId) => there.has(personId);
}
