// What must hold when traffic has stopped: one text everywhere, every character once, and each under the name of who typed it.
import * as Y from 'yjs';
import { blocksOf } from '../../domain/document/layout';
import { must } from '../../domain/must';
import { loadDocument } from '../../server/collab/load';
import { liveIn } from './live';
import type { Simulation } from './simulation';

/** The text as a person sees it, with marks. */
export function shownIn(doc: Y.Doc): string {
  return JSON.stringify(blocksOf(doc));
}

/** Where two texts begin to differ. */
function difference(one: string, other: string): string {
  let at = 0;
  while (one[at] === other[at]) at += 1;
  return `${one.slice(Math.max(0, at - 30), at + 60)} instead of ${other.slice(Math.max(0, at - 30), at + 60)}`;
}

/** Everything that does not hold, in words. */
export async function brokenIn(simulation: Simulation, strangers: readonly string[] = []): Promise<string[]> {
  const { faults, watch, memory, office, typists } = simulation;
  const stored = await freshLoad(simulation);
  const text = shownIn(stored);
  const vector = vectorOf(stored);
  const found = [...faults, ...watch.faults];
  for (const { person, doc, endings, unsaved } of typists) {
    if (shownIn(doc) !== text) found.push(`${person.name} sees ${difference(shownIn(doc), text)}`);
    if (vectorOf(doc) !== vector) found.push(`${person.name} has another state`);
    if (doc.store.pendingStructs || doc.store.pendingDs) found.push(`${person.name} waits for something`);
    if (endings.length > 0) found.push(`${person.name} was told ${endings.join()}`);
    if (unsaved > 0) found.push(`${person.name} has ${unsaved} unsaved`);
  }
  if (stored.store.pendingStructs || stored.store.pendingDs) found.push('the stored text waits for something');
  memory.rows(office.reviewId).forEach(({ seq }, at) => {
    if (seq !== at + 1) found.push(`seq ${seq} at place ${at + 1}`);
  });
  if (memory.row(office.reviewId).lastSeq !== memory.rows(office.reviewId).length)
    found.push('last_seq is not the last');
  found.push(...wrongCharacters(simulation, stored), ...wrongAuthors(simulation, stored, strangers));
  return found;
}

/** As a new process would load it; the log alone must give the same as snapshot and tail. */
async function freshLoad({ memory, office, faults }: Simulation): Promise<Y.Doc> {
  const { reviewId } = office;
  const stored = must(memory.load(reviewId), 'the document is stored');
  const says = (message: string) => void faults.push(`loading says: ${message}`);
  const needs = {
    store: { readLog: async () => [] } as unknown as Parameters<typeof loadDocument>[0]['store'],
    log: { debug: says, info: says, warn: says, error: says },
  };
  const { doc } = await loadDocument(needs, reviewId, stored);
  const whole = new Y.Doc();
  for (const { bytes } of memory.rows(reviewId)) Y.applyUpdate(whole, bytes);
  if (vectorOf(whole) !== vectorOf(doc) || shownIn(whole) !== shownIn(doc)) faults.push('snapshot and log differ');
  return doc;
}

export function vectorOf(doc: Y.Doc): string {
  const clients = [...doc.store.clients.keys()].sort((one, other) => one - other);
  return clients.map((client) => `${client}:${Y.getState(doc.store, client)}`).join();
}

/** P4: there once, or deleted by somebody. */
function wrongCharacters({ truth }: Simulation, stored: Y.Doc): string[] {
  const found: string[] = [];
  const live = liveIn(stored);
  for (const [place, character] of truth.characters) {
    const there = live.get(place);
    const due = truth.due(place, character);
    if (there !== undefined && there !== character.text) found.push(`${character.text} reads ${there}`);
    if (there === undefined && due === 'there') found.push(`${character.text} of ${character.by.name} is missing`);
    if (there !== undefined && due === 'gone') found.push(`${character.text} of ${character.by.name} is back`);
  }
  const count = new Map<string, number>();
  // What a forger copies under an id of her own is hers.
  for (const [place, text] of live) if (truth.characters.has(place)) count.set(text, (count.get(text) ?? 0) + 1);
  for (const [text, times] of count)
    if (times > (truth.copies.get(text) ?? 0)) found.push(`${text} stands there ${times} times`);
  return found;
}

/** P8: log and bindings name the person who typed; what nobody typed is the server's own, the seed's, or a stranger's. */
function wrongAuthors({ truth, committed, memory, office }: Simulation, stored: Y.Doc, strangers: readonly string[]) {
  const found: string[] = [];
  const owners = new Map(memory.clients(office.reviewId, 1).map((row) => [row.clientId, row.personId]));
  for (const { range, personId } of committed.wrote) {
    const typist = truth.typists.get(range.client);
    if (typist && typist.id !== personId) found.push(`${range.client} of ${typist.name} is stored as of ${personId}`);
    if (!typist && personId !== null && !strangers.includes(personId)) found.push(`${range.client} is nobody's`);
    if (personId !== null && owners.get(range.client) !== personId) found.push(`${range.client} is bound to another`);
  }
  for (const [client, typist] of truth.typists) {
    const state = Y.getState(stored.store, client);
    if (state > 0 && owners.get(client) !== typist.id) found.push(`${client} of ${typist.name} is not bound to her`);
  }
  return found;
}
