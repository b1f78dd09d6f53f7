// CK29: passages that a review shares with others, each side told only to who may read it; asked at reading time.
import { setImmediate as nextTurn } from 'node:timers/promises';
import { type Sharer, sharersOf } from '../../db/queries/passages';
import type { ReviewRow } from '../../db/queries/reviews';
import type { Actor } from '../../domain/actor';
import { acrossMessage } from '../../domain/checks/across';
import { ACROSS } from '../../domain/checks/catalogue';
import { type Beside, type CheckedText, checkedText, type Place } from '../../domain/checks/checkedText';
import type { Finding } from '../../domain/checks/finding';
import { askedFingerprints, joinedPlaces, sharedPassages } from '../../domain/checks/passages';
import { assemble } from '../../domain/document/assemble';
import type { Template } from '../../domain/template/template';
import type { SharedPassageView } from '../../domain/view';
import { Turns } from '../files/turns';
import type { Needs } from '../needs';
import type { LiveText } from '../text';

/** Of each kind, those with most fingerprints in common; and of all passages, those that stand first. */
const OTHERS = 20;
const MOST = 200;
/** Comparing two texts of 20,000 characters takes some ms of the process's one thread. */
const turns = new Turns(1, 50);

interface Asked {
  review: ReviewRow;
  template: Template;
  text: LiveText;
  beside: Beside;
}

/** The caller has asked for the right to read the review; that for the others is asked here, in the statement that finds them. */
export async function sharedPassageViews(
  needs: Pick<Needs, 'database'>,
  actor: Actor,
  { review, template, text, beside }: Asked,
): Promise<SharedPassageView[]> {
  const own = checkedText({ text: text.rendered.text, outline: NO_OUTLINE, template, ...beside });
  const walls = text.rendered.lines.filter(({ block }) => block === null || text.blocks[block]?.type === 'heading');
  const hashes = askedFingerprints(own, walls);
  if (hashes.length === 0) return [];
  const sharers = (open: boolean) =>
    sharersOf(needs.database.db, {
      reviewId: review.id,
      personId: actor.personId,
      hashes,
      open,
      limit: OTHERS,
    });
  return turns.take(async () => {
    const told = await compared(own, walls, await sharers(true));
    const closed = await compared(own, walls, await sharers(false));
    const hidden = joinedPlaces(
      own,
      closed.map((one) => one.own),
    );
    const views = [
      ...told.map(({ own: place, length, other, sharer }) => ({
        ...place,
        length,
        other: { reviewId: sharer.reviewId, title: sharer.title, ...other },
      })),
      ...hidden.map((place) => ({ ...place, length: place.end - place.start, other: null })),
    ];
    return views.sort((a, b) => a.start - b.start).slice(0, MOST);
  });
}

async function compared(
  own: CheckedText,
  walls: readonly { start: number; end: number }[],
  sharers: readonly Sharer[],
) {
  const found: { own: Place; other: Place; length: number; sharer: Sharer }[] = [];
  for (const sharer of sharers) {
    await nextTurn();
    const other = checkedText({ text: sharer.body, outline: NO_OUTLINE, template: own.template });
    found.push(...sharedPassages(own, other, walls).map((one) => ({ ...one, sharer })));
  }
  return found;
}

/** Passages need no outline: the stored text has none. */
const NO_OUTLINE = assemble([], { title: null, salutation: null, noise: [] });

/** The same as findings of CONTRACT. */
export async function sharedFindings(needs: Pick<Needs, 'database'>, actor: Actor, asked: Asked): Promise<Finding[]> {
  const views = await sharedPassageViews(needs, actor, asked);
  return views.map((view) => ({ rule: ACROSS, severity: 'warn', message: acrossMessage(view), ...view }));
}
