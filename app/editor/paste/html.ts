// HTML from elsewhere before it is parsed: what office programs and web pages add beside the words is taken out, what they mean is kept.
import { takeFootnotes } from './footnotes';
import { dropIndents, partLines } from './lineEnds';
import { markerIn } from './lines';

export interface Cleaned {
  html: string;
  /** Pictures that were left out. */
  pictures: number;
  /** Places whose words were struck through, and were left out: here they would be words like all others. */
  struck: number;
  /** Notes at the foot of the page, which stand in their sentences now. */
  footnotes: number;
}

/** What the editor puts on the clipboard never holds. Other editors of the same make mark theirs alike. */
const NOT_OURS = /<(?:[uo]l|li|div|pre|code|img|hr|s|del|h[4-6]|figure|input)\b|<[a-z][^>]*\s(?:class|style)=/i;

/** Ours when the editor itself put it on the clipboard. */
export function isOurs(html: string): boolean {
  return /data-pm-slice=/.test(html) && !NOT_OURS.test(html);
}

const JUNK =
  'style, script, meta, link, title, xml, template, iframe, object, noscript, button, input, select, textarea, svg, nav, [hidden], [aria-hidden="true"], [style*="display:none"], [style*="display: none"], [style*="mso-hide:all"], [style*="mso-element:comment"], a[href^="#_msocom"], a[name^="_msoanchor"]';

/** The words with their structure. The document that it is read in runs no script and loads nothing. */
export function cleanHtml(html: string): Cleaned {
  // Word wraps what old browsers are to see in marks that are comments to nobody: `<![if !supportLists]>`.
  const { body } = new DOMParser().parseFromString(html.replaceAll(/<!\[(?:if|endif)[^>]*>/gi, ''), 'text/html');
  const pictures = dropPictures(body);
  for (const el of body.querySelectorAll(JUNK)) el.remove();
  const struck = dropStruck(body);
  // What Word only wraps: content controls, paragraphs' ends, smart tags.
  for (const el of [...body.querySelectorAll('*')]) if (el.localName.includes(':')) unwrap(el);
  partLines(body);
  dropIndents(body);
  const footnotes = takeFootnotes(body);
  // Google Docs wraps everything in a b that is not bold.
  for (const el of body.querySelectorAll('b[style*="font-weight:normal"], b[style*="font-weight: normal"]')) unwrap(el);
  for (const el of body.querySelectorAll<HTMLElement>('span[style]')) meantBySpan(el);
  for (const table of body.querySelectorAll('td table, th table')) flatten(table);
  for (const el of body.querySelectorAll('h4, h5, h6')) renamed(el, 'h3');
  for (const el of body.querySelectorAll('pre')) renamed(el, 'div');
  // In a cell there are paragraphs alone.
  for (const el of body.querySelectorAll(':is(td, th) :is(h1, h2, h3, li, blockquote)')) renamed(el, 'p');
  for (const el of body.querySelectorAll<HTMLElement>('p, h1, h2, h3, li')) wordParagraph(el);
  for (const el of body.querySelectorAll<HTMLElement>('li')) nested(el);
  for (const el of body.querySelectorAll<HTMLElement>('p, h1, h2, h3, li, div')) numbered(el);
  for (const el of body.querySelectorAll('*')) forgetOurAttributes(el);
  return { html: body.innerHTML, pictures, struck, footnotes };
}

/** Counting pixels and spacers are no pictures that anybody would miss. */
function dropPictures(body: HTMLElement): number {
  let seen = 0;
  for (const el of body.querySelectorAll('img, picture > source, video, canvas, v\\:imagedata')) {
    const size = Number(el.getAttribute('width') ?? 100);
    if (el.localName !== 'source' && !(size <= 2)) seen += 1;
    el.remove();
  }
  return seen;
}

const STRUCK = ':is(del, s, strike, [style*="line-through"]):not(table, tbody, tr, td, th)';

/** Deleted under track changes, or struck through by hand. */
function dropStruck(body: HTMLElement): number {
  let seen = 0;
  for (const el of body.querySelectorAll(STRUCK)) {
    if (el.isConnected && el.textContent?.trim()) seen += 1;
    const block = el.parentElement?.closest('p, li, h1, h2, h3, h4, h5, h6');
    el.remove();
    if (block?.textContent?.trim() === '') block.remove();
  }
  return seen;
}

/** Bold, italic, underlined and highlighted words that only a style says. */
function meantBySpan(span: HTMLElement): void {
  const { fontWeight, fontStyle, textDecoration, textDecorationLine, backgroundColor } = span.style;
  const wrap = (name: string) => {
    const el = span.ownerDocument.createElement(name);
    el.append(...span.childNodes);
    span.append(el);
  };
  if (fontWeight === 'bold' || Number(fontWeight) >= 600) wrap('strong');
  if (fontStyle === 'italic') wrap('em');
  if (`${textDecoration} ${textDecorationLine}`.includes('underline') && !span.closest('a')) wrap('u');
  const named = /mso-highlight:\s*(?!none|white)\w/.test(span.getAttribute('style') ?? '');
  if (named || isBright(backgroundColor)) wrap('mark');
}

/** The colour of a marker pen: the ground of a page, white, grey or dark, is none. */
function isBright(colour: string): boolean {
  const [red, green, blue, opacity = 1] = (colour.match(/[\d.]+/g) ?? []).map(Number);
  if (red === undefined || green === undefined || blue === undefined || opacity === 0) return false;
  return Math.max(red, green, blue) - Math.min(red, green, blue) >= 96;
}

/** A cell holds paragraphs alone: each row of a table in it becomes one, its cells parted by spaces. */
function flatten(table: Element): void {
  const rows = [...table.querySelectorAll('tr')].map((row) => {
    const line = table.ownerDocument.createElement('p');
    const words = [...row.children].map((cell) => (cell.textContent ?? '').replaceAll(/\s+/g, ' ').trim());
    line.textContent = words.filter((one) => one !== '').join('　');
    return line;
  });
  table.replaceWith(...rows);
}

/** Word and WPS: the rank of a heading stands in its style or class, the number of a list in a span that the list makes anew. */
function wordParagraph(el: HTMLElement): void {
  const style = el.getAttribute('style') ?? '';
  const marker = el.querySelector<HTMLElement>('[style*="mso-list:Ignore"], [style*="mso-list: Ignore"]');
  const sign = marker?.textContent ?? '';
  if (el.closest('td, th')) return;
  marker?.remove();
  if (el.localName !== 'p') return;
  const outline = /mso-outline-level:\s*([1-9])/.exec(style)?.[1];
  const named = /^(?:MsoHeading|Heading|MsoTitle|标题|heading)\s?([1-9])?$/.exec(el.className)?.[1];
  const rank = Number(outline ?? named ?? 0);
  if (rank > 0) renamed(el, `h${Math.min(3, rank)}`);
  else if (/mso-list:\s*(?!none|skip)\S/.test(style) || /MsoListBullet|MsoListNumber/.test(el.className)) {
    const level = Number(/level(\d)/.exec(style)?.[1] ?? 1);
    // A number of ours is what a generated one is: `一、` makes a heading of what is one, `一是` and `（1）` a point.
    if (markerIn(sign.trim() + el.textContent) && /^[（(一二三四五六七八九十百]/.test(sign.trim()))
      el.prepend(sign.trim());
    else {
      el.dataset.wordList = /[\d０-９a-zA-Z一二三四五六七八九十]\s*[.、．)）]|[①-⑳]/.test(sign) ? 'ordered' : 'bullet';
      el.dataset.wordIndent = String(Math.max(0, Math.min(3, level - 1)));
    }
  }
}

/** A list in a list: the item says how deep it is, for ours stand one below the other. */
function nested(li: HTMLElement): void {
  const list = li.parentElement;
  let depth = 0;
  for (let at = list?.parentElement?.closest('ul, ol'); at; at = at.parentElement?.closest('ul, ol')) depth += 1;
  const item = li.ownerDocument.createElement('p');
  item.dataset.wordList = list?.localName === 'ol' ? 'ordered' : 'bullet';
  item.dataset.wordIndent = String(Math.min(3, depth));
  const lists = [...li.children].filter((child) => child.matches('ul, ol'));
  for (const child of [...li.childNodes]) {
    if (child instanceof Element && lists.includes(child)) continue;
    // Paragraphs of an item are its words.
    if (child instanceof Element && child.matches('p, div')) item.append(...child.childNodes);
    else item.append(child);
  }
  li.replaceWith(item, ...lists);
}

/** A number that was typed or copied as text at the head of a paragraph: it says what the paragraph is, and is generated here. */
function numbered(el: HTMLElement): void {
  if (el.closest('td, th') || el.querySelector('p, div, table, ul, ol, h1, h2, h3')) return;
  const words = el.textContent ?? '';
  const found = markerIn(words);
  if (!found) return;
  const structure = el.dataset.wordList !== undefined || /^h[1-3]$/.test(el.localName);
  // In an item `一是` is a word; a number in brackets is none anywhere.
  if (structure && found.kind === 'point' && !/^\s*[（(]/.test(words)) return;
  cut(el, found.length);
  if (structure && found.kind !== 'part' && found.kind !== 'dimension') return;
  if (found.kind === 'part' || found.kind === 'dimension') renamed(el, found.kind === 'part' ? 'h1' : 'h2');
  else if (found.kind === 'point') el.dataset.wordPoint = 'yes';
  else {
    el.dataset.wordList = found.kind;
    el.dataset.wordIndent = '0';
  }
  if (el.isConnected && el.localName === 'div') renamed(el, 'p');
}

/** Takes the first characters away, through whatever marks they stand in. */
function cut(el: HTMLElement, length: number): void {
  const walker = el.ownerDocument.createTreeWalker(el, NodeFilter.SHOW_TEXT);
  let left = length;
  for (let node = walker.nextNode(); node && left > 0; node = walker.nextNode()) {
    const text = node.nodeValue ?? '';
    node.nodeValue = text.slice(left);
    left -= text.length;
  }
}

function unwrap(el: Element): void {
  el.replaceWith(...el.childNodes);
}

function renamed(el: Element, name: string): void {
  const other = el.ownerDocument.createElement(name);
  for (const { name: attribute, value } of el.attributes) other.setAttribute(attribute, value);
  other.append(...el.childNodes);
  el.replaceWith(other);
}

/** Ids, keys and kinds mean something in a text of ours alone. */
function forgetOurAttributes(el: Element): void {
  const { wordList, wordIndent, wordPoint } = (el as HTMLElement).dataset ?? {};
  for (const { name } of [...el.attributes]) if (name.startsWith('data-')) el.removeAttribute(name);
  if (wordPoint) el.setAttribute('data-point', '');
  if (!wordList) return;
  el.setAttribute('data-list', wordList);
  el.setAttribute('data-indent', wordIndent ?? '0');
}
