// What Chromium's own trace says of one page's main thread: the CPU between each key and the frame that shows its letter.
import type { Browser, Page } from 'playwright-core';

/** Names of phases, and the events of the trace that are theirs; all other work is scripting. */
const PHASES: Readonly<Record<string, Phase>> = {
  UpdateLayoutTree: 'style',
  Layout: 'layout',
  PrePaint: 'paint',
  Paint: 'paint',
  Layerize: 'paint',
  Commit: 'paint',
  UpdateLayer: 'paint',
};
const KEPT = ['-*', 'devtools.timeline', 'disabled-by-default-devtools.timeline'];

type Phase = 'script' | 'style' | 'layout' | 'paint';

/** In ms. */
export interface Key {
  /** Of the main thread, from the key's event to the end of the frame that shows it, whatever it did meanwhile. */
  cpu: number;
  /** The same by the clock, the wait for the screen's beat included. */
  wall: number;
  phases: Record<Phase, number>;
  /** How often layout was done within the key's own event, where nobody waits for a picture. */
  forced: number;
}

interface Entry {
  name: string;
  ph: string;
  pid: number;
  tid: number;
  /** Microseconds; the second pair is the thread's own clock. */
  ts: number;
  dur?: number;
  tts?: number;
  tdur?: number;
  args: { name?: string; data?: { type?: string } };
}

/** `act` presses keys, and lets each be drawn before the next one. */
export async function traceKeys(browser: Browser, page: Page, act: () => Promise<void>): Promise<Key[]> {
  await browser.startTracing(page, { categories: KEPT });
  await act();
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: Entry[] };
  return keysIn(mainThread(traceEvents));
}

/** Of the process in which keys were pressed, in the order of time; outer events before those within them. */
function mainThread(all: readonly Entry[]): Entry[] {
  const names = all.filter((one) => one.name === 'thread_name' && one.args.name === 'CrRendererMain');
  const pressed = all.find(isKeydown);
  const thread = names.find((one) => one.pid === pressed?.pid);
  return all
    .filter((one) => one.ph === 'X' && one.pid === thread?.pid && one.tid === thread?.tid)
    .sort((one, other) => one.ts - other.ts || (other.dur ?? 0) - (one.dur ?? 0));
}

function keysIn(entries: readonly Entry[]): Key[] {
  const keys: Key[] = [];
  const tasks = entries.filter(({ name }) => name === 'RunTask');
  for (const key of entries.filter(isKeydown)) {
    const task = tasks.find((one) => one.ts <= key.ts && endOf(one) >= endOf(key));
    const frame = tasks.find((one) => task && one.ts > task.ts && has(entries, one, 'Commit'));
    if (!task || !frame) continue;
    const within = entries.filter((one) => one.ts >= task.ts && endOf(one) <= endOf(frame));
    keys.push({
      cpu: tasks.filter((one) => within.includes(one)).reduce((sum, one) => sum + (one.tdur ?? 0), 0) / 1000,
      wall: (endOf(frame) - key.ts) / 1000,
      phases: phasesOf(within),
      forced: within.filter((one) => one.name === 'Layout' && one.ts < frame.ts).length,
    });
  }
  return keys;
}

/** What is within another event is not that one's own. */
function phasesOf(entries: readonly Entry[]): Key['phases'] {
  const phases = { script: 0, style: 0, layout: 0, paint: 0 };
  const open: Entry[] = [];
  for (const one of entries) {
    while (open.length > 0 && endOf(open.at(-1) as Entry) <= one.ts) open.pop();
    const outer = open.at(-1);
    if (outer) phases[phaseOf(outer)] -= (one.tdur ?? 0) / 1000;
    phases[phaseOf(one)] += (one.tdur ?? 0) / 1000;
    open.push(one);
  }
  return phases;
}

function phaseOf({ name }: Entry): Phase {
  return PHASES[name] ?? 'script';
}

function has(entries: readonly Entry[], task: Entry, name: string): boolean {
  return entries.some((one) => one.name === name && one.ts >= task.ts && endOf(one) <= endOf(task));
}

function endOf({ ts, dur = 0 }: Entry): number {
  return ts + dur;
}

function isKeydown({ name, ph, args }: Entry): boolean {
  return name === 'EventDispatch' && ph === 'X' && args.data?.type === 'keydown';
}
