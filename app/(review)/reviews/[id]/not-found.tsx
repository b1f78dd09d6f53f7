// Whoever may not read this review gets the sentence of every such page, and what this browser kept of it for them is wiped (P6).
import NotFound from '../../../not-found';
import { ForgetCopies } from '../../../review/ForgetCopies';
import { LookOffer } from '../../../review/looks/LookOffer';
import { currentActor } from '../../../session';

export default async function ReviewNotFound() {
  const actor = await currentActor();
  return (
    <>
      <NotFound>{actor?.admin && <LookOffer />}</NotFound>
      {actor && <ForgetCopies person={actor.personId} />}
    </>
  );
}
