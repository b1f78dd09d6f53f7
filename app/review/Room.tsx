// The live text of one review, and then the screen around it: a writer writes as soon as the text is here, and its tools, comments and
// checks come behind it (decision 029).
'use client';
import { type ComponentProps, useEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import type { ReviewPage } from '../../domain/view';
import { FirstEditor } from '../editor/FirstEditor';
import type { Gate } from '../editor/session/gate';
import { createFirstText, type FirstText } from '../editor/view/firstText';
import { later, laterPart, useLater } from '../ui/later';
import { useFullWidth } from './editing/useFullWidth';
import { measureAt } from './fields/useItems';
import { LiveSave } from './LiveSave';
import { StaticReview } from './StaticReview';
import { useMode } from './suggest/useMode';
import { useEarlyPresses } from './useEarlyPresses';
import { useLeaving } from './useLeaving';
import { useLive } from './useLive';
import { usePhone } from './usePhone';
import { useWritable } from './useWritable';

const screen = later(() => import('./LiveReview'));
const LeaveRoom = laterPart(() => import('./LeaveRoom').then((module) => module.LeaveRoom));

/** Between two looks whether a hand is on the text, in ms. */
const LOOK_MS = 30;

/** `restored`: the text began a new history while this page was open. */
export function Room({ page, restored }: { page: ReviewPage; restored: boolean }) {
  const { live, doc } = useLive(page);
  const leaving = useLeaving(live.saving);
  return (
    <>
      <Inside page={page} restored={restored} live={live} doc={doc} />
      {leaving.go && <LeaveRoom saving={live.saving} onGo={leaving.go} onClose={leaving.stay} />}
    </>
  );
}

type InsideProps = ComponentProps<typeof Room> & ReturnType<typeof useLive>;

function Inside({ page, restored, live, doc }: InsideProps) {
  const [first] = useState(createFirstText);
  useEffect(() => first.drop, [first]);
  const here = useScreen(first, doc.gate);
  const mode = useMode(page);
  useEarlyPresses(here !== null, { mode: mode.toggle });
  const phone = usePhone();
  const { writes, sections } = useWritable(page);
  const [fullWidth] = useFullWidth(page.me.id);
  const began = useRef(false);
  if (here) return <here.LiveReview page={page} live={live} doc={doc} first={first} restored={restored} />;
  // Suggesting, and writing in returned sections alone, need more than the first view has.
  const editable = writes && !phone && sections === null;
  const plainly = editable && mode.now === 'edit';
  if (plainly) began.current = true;
  return (
    <StaticReview
      blocks={live.blocks}
      save={<LiveSave saving={live.saving} writes={writes} frozenAt={null} />}
      text={
        began.current
          ? ({ numbers, items, fieldLine }) => (
              <FirstEditor
                first={first}
                reviewDoc={doc}
                title={page.title}
                editable={editable}
                numbers={numbers}
                items={items.words}
                fieldLine={(host) => fieldLine(measureAt(items, host))}
                fullWidth={fullWidth}
                held={!plainly}
              />
            )
          : null
      }
    />
  );
}

/** Null until the screen is here, and no hand is on the text that it takes over. */
function useScreen(first: FirstText, gate: Gate) {
  const here = useLater(screen);
  const [calm, setCalm] = useState(here !== null);
  useEffect(() => {
    if (calm) return;
    screen.fetch();
    // At once in the page: between the look and the taking over no key may come.
    const look = () => screen.now() && !gate.shut && !first.isBusy() && flushSync(() => setCalm(true));
    const stop = screen.subscribe(() => setTimeout(look, 0));
    const looking = setInterval(look, LOOK_MS);
    return () => {
      stop();
      clearInterval(looking);
    };
  }, [calm, first, gate]);
  return calm ? here : null;
}
