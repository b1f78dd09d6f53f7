// Where lines end in HTML from elsewhere: a break that was meant parts the block, one that only wraps the source is none.

export const BLOCKS = 'p, div, h1, h2, h3, h4, h5, h6, li, blockquote, pre, td, th, body';
/** What is set on one line more, because it is long. */
const HEADING_BREAKS = ':is(h1, h2, h3, h4, h5, h6, [style*="mso-outline-level"]) br';

/** Each meant line becomes a block of its own, as when the same words come as plain text; a heading stays one (ED16). */
export function partLines(body: HTMLElement): void {
  for (const text of textsIn(body)) if (text.parentElement?.closest('pre')) breakAtLineFeeds(text);
  for (const br of body.querySelectorAll(HEADING_BREAKS)) br.replaceWith('\n');
  unwrapSource(body);
  frame(body);
  for (const br of [...body.querySelectorAll('br')].toReversed()) partAt(br);
}

function breakAtLineFeeds(text: Text): void {
  const lines = text.data.split(/\r\n?|\n/);
  text.replaceWith(...lines.flatMap((line, n) => (n === 0 ? [line] : [text.ownerDocument.createElement('br'), line])));
}

/** Sides of a line feed that no space belongs to: Chinese is written without. */
const CHINESE_END = /[\p{Script=Han}\u3000-\u303f\uff00-\uff60]$/u;
const CHINESE_START = /^[\p{Script=Han}\u3000-\u303f\uff00-\uff60]/u;

/** Office programs wrap their source in the middle of a sentence: a browser would make a space of it. */
function unwrapSource(body: HTMLElement): void {
  const texts = textsIn(body).map((node) => ({ node, block: node.parentElement?.closest(BLOCKS) }));
  /** The nearest words of the same block. */
  const beside = (index: number, by: 1 | -1): string => {
    for (let at = index + by; ; at += by) {
      const other = texts[at];
      if (!other || other.block !== texts[index]?.block) return '';
      if (other.node.data.trim() !== '') return other.node.data;
    }
  };
  texts.forEach(({ node }, index) => {
    if (!/[\r\n]/.test(node.data)) return;
    node.data = node.data.replaceAll(/[ \t]*[\r\n][ \t\r\n]*/g, (run, at: number, all: string) => {
      const before = all.slice(0, at).trim() === '' ? beside(index, -1).trimEnd() : all.slice(0, at);
      const after =
        all.slice(at + run.length).trim() === '' ? beside(index, 1).trimStart() : all.slice(at + run.length);
      return CHINESE_END.test(before) || CHINESE_START.test(after) ? '' : ' ';
    });
  });
}

/**
 * White space that only lays a page out is no words: a no-break space is a space, and at the ends of a line, where Chinese pages write
 * their indents as characters, there is none.
 */
export function dropIndents(body: HTMLElement): void {
  for (const text of textsIn(body)) text.data = text.data.replaceAll('\u00a0', ' ').replaceAll('\u200b', '');
  for (const block of body.querySelectorAll(BLOCKS)) {
    if (block.querySelector(BLOCKS)) continue;
    const texts = textsIn(block);
    trim(texts, 'trimStart');
    trim(texts.toReversed(), 'trimEnd');
  }
}

function trim(texts: readonly Text[], end: 'trimStart' | 'trimEnd'): void {
  for (const text of texts) {
    text.data = text.data[end]();
    if (text.data !== '') return;
  }
}

/** Words that stand in no block get one. */
function frame(body: HTMLElement): void {
  let run: ChildNode[] = [];
  for (const child of [...body.childNodes, null]) {
    if (child && !(child instanceof Element && child.matches(`${BLOCKS}, ul, ol, dl, table, :has(${BLOCKS})`))) {
      run.push(child);
      continue;
    }
    if (run.some((node) => node instanceof Element && (node.localName === 'br' || node.querySelector('br')))) {
      const block = body.ownerDocument.createElement('div');
      run[0]?.before(block);
      block.append(...run);
    }
    run = [];
  }
}

/** What stands behind the break goes into a block like this one; empty lines only part others. */
function partAt(br: Element): void {
  const block = br.closest('li') ?? br.closest(BLOCKS);
  if (!block) return;
  const { ownerDocument } = br;
  const around = (start: Node | null, end: Node | null) => {
    const range = ownerDocument.createRange();
    range.selectNodeContents(block);
    if (start) range.setStartAfter(start);
    if (end) range.setEndBefore(end);
    return range;
  };
  const rest = around(br, block.localName === 'li' ? block.querySelector('ul, ol') : null);
  const parts = around(null, br).toString().trim() !== '' && rest.toString().trim() !== '';
  if (parts) {
    const words = rest.extractContents();
    const inside = block.matches('td, th, body');
    // A further line of a list's item is no item.
    const line = inside || isItem(block) ? ownerDocument.createElement('div') : (block.cloneNode(false) as Element);
    line.append(words);
    if (inside) block.append(line);
    else block.after(line);
    // Items below an item stay behind all of its lines.
    if (block.localName === 'li') line.after(...block.querySelectorAll(':scope > :is(ul, ol)'));
  }
  br.remove();
}

function isItem(block: Element): boolean {
  return block.localName === 'li' || /mso-list:\s*(?!none|skip)\S/.test(block.getAttribute('style') ?? '');
}

export function textsIn(root: Element): Text[] {
  const walker = root.ownerDocument.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const texts: Text[] = [];
  while (walker.nextNode()) texts.push(walker.currentNode as Text);
  return texts;
}
