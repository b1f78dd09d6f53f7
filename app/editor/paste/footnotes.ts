// Notes at the foot of a page from elsewhere: their signs go, and their words stand in the sentences that they belong to (ED30).
import { type Noted, remarksOf } from '../../../domain/document/remark';
import { BLOCKS, textsIn } from './lineEnds';

/** A number, a letter or a star, in brackets or without. */
const SIGN = /^[[［(（]?(?:\d{1,3}|[ivxlc]{1,6}|[a-z]|[*†‡§]{1,3}|[①-⑳])[\]］)）]?$/i;
const NOTE = '[style*="mso-element:footnote"], [style*="mso-element:endnote"]';
const LIST = '[style*="mso-element:footnote-list"], [style*="mso-element:endnote-list"]';

/** Answers how many there were. A sign whose note did not come along stays. */
export function takeFootnotes(body: HTMLElement): number {
  const notes = new Notes(body);
  const byBlock = new Map<Element, Noted[]>();
  for (const sign of body.querySelectorAll('a[href^="#"]')) {
    const block = sign.closest(BLOCKS);
    const words = sign.isConnected && block ? notes.take(sign) : null;
    if (words === null || !block) continue;
    const before = body.ownerDocument.createRange();
    before.setStart(block, 0);
    before.setEndBefore(sign);
    byBlock.set(block, [...(byBlock.get(block) ?? []), { at: before.toString().length, words }]);
    sign.remove();
  }
  for (const [block, noted] of byBlock) put(block, noted);
  for (const list of body.querySelectorAll(LIST)) if (list.textContent?.trim() === '') list.remove();
  return [...byBlock.values()].flat().length;
}

/** The notes of a page, by the names that its signs call them. */
class Notes {
  private readonly named = new Map<string, Element>();
  /** Of those that were taken: two signs may call one note. */
  private readonly taken = new Map<string, string>();

  constructor(body: HTMLElement) {
    for (const el of body.querySelectorAll('[id], a[name]'))
      for (const name of namesOf(el)) if (!this.named.has(name)) this.named.set(name, el);
  }

  /** The words of the note, which goes; null for a link that is no sign of one. A note leads back to its sign. */
  take(sign: Element): string | null {
    const name = wayOf(sign);
    const isSign = SIGN.test(sign.textContent?.trim() ?? '') || /mso-(?:foot|end)note-id/.test(styleOf(sign));
    const target = this.named.get(name);
    if (!isSign || !target) return null;
    const known = this.taken.get(name);
    if (known !== undefined) return known;
    const own = [sign, sign.parentElement].flatMap((el) => (el ? namesOf(el) : []));
    const note = target.closest(NOTE) ?? target.closest(BLOCKS);
    const leadsBack = (el: Element) => own.includes(wayOf(el));
    const backs = note ? [...note.querySelectorAll('a[href^="#"]')].filter(leadsBack) : [];
    const isBefore = sign.compareDocumentPosition(target) & Node.DOCUMENT_POSITION_FOLLOWING;
    if (!note || note.localName === 'body' || note.contains(sign) || backs.length === 0 || !isBefore) return null;
    for (const back of backs) back.remove();
    const words = note.textContent ?? '';
    const around = note.parentElement;
    note.remove();
    if (around?.matches('div, section, ol, ul') && around.textContent?.trim() === '') around.remove();
    this.taken.set(name, words);
    return words;
  }
}

function put(block: Element, noted: readonly Noted[]): void {
  const alone = !block.matches('td, th, li, body') && block.closest('td, th, li') === null;
  const { within, behind } = remarksOf(block.textContent ?? '', noted, alone);
  for (const { at, words } of within.toReversed()) insert(block, at, words);
  block.after(
    ...behind.map((words) => {
      const line = block.ownerDocument.createElement('p');
      line.textContent = words;
      return line;
    }),
  );
}

function insert(block: Element, at: number, words: string): void {
  let left = at;
  for (const text of textsIn(block)) {
    const { data } = text;
    if (left > data.length) {
      left -= data.length;
      continue;
    }
    const link = left === data.length ? text.parentElement?.closest('a') : null;
    // What stands at the end of a link is none of its words.
    if (link) link.after(words);
    else text.data = data.slice(0, left) + words + data.slice(left);
    return;
  }
  block.append(words);
}

function namesOf(el: Element): string[] {
  return [el.id, el.getAttribute('name') ?? ''].filter((name) => name !== '');
}

function wayOf(el: Element): string {
  return (el.getAttribute('href') ?? '').slice(1);
}

function styleOf(el: Element): string {
  return el.getAttribute('style') ?? '';
}
