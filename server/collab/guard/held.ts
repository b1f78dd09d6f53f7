// What must stay as it is when somebody may change only so much: the text without its suggestions, or all sections but the returned ones.
import * as Y from 'yjs';
import type { Block } from '../../../domain/document/blocks';
import { rejectedBlock, shownBlock, sourceOf } from '../../../domain/document/layout';
import { ownPointIds } from '../../../domain/document/points';
import { sectionsOf } from '../../../domain/document/sections';
import { RejectedText } from '../../../domain/document/suggestions';
import type { Kept, Reader } from './trial';

/** GU18: words, marks, blocks with their attributes, with every suggestion rejected. */
export const BASE: Kept = {
  key: 'base',
  reader: () => new RejectedText<object>((el) => (el instanceof Y.XmlElement ? sourceOf(el) : null)),
};

/**
 * GU24: every section but these, by its canonical content with and without its suggestions, so that nothing there is marked as one
 * either; the ids under which its points have their fields, which another point before them could take (FI3); and the headings of
 * these, because numbers and the partition hang on them.
 */
export function othersThan(open: readonly string[]): Kept {
  return { key: JSON.stringify(open), reader: () => new OtherSections(open) };
}

interface Part {
  block: Block;
  said: string;
}

class OtherSections implements Reader {
  private readonly parts = new WeakMap<object, Part>();
  private readonly open: readonly string[];

  constructor(open: readonly string[]) {
    this.open = open;
  }

  forget(block: object): void {
    this.parts.delete(block);
  }

  of(blocks: readonly object[]): string[] {
    const parts = blocks.flatMap((block) => this.part(block) ?? []);
    const blocksNow = parts.map(({ block }) => block);
    const ids = ownPointIds(blocksNow);
    return sectionsOf(blocksNow).flatMap(({ id, level, start, end }) => {
      const heading = parts[start]?.block;
      const key = level > 0 && heading?.type === 'heading' ? heading.key : null;
      const head = JSON.stringify([id, level, key]);
      if (this.open.includes(id)) return level > 0 ? [head] : [];
      return [head, ...parts.slice(start, end).map(({ said }, at) => `${ids[start + at] ?? ''} ${said}`)];
    });
  }

  private part(el: object): Part | null {
    const known = this.parts.get(el);
    if (known) return known;
    const [block] = el instanceof Y.XmlElement ? shownBlock(el) : [];
    if (!block || !(el instanceof Y.XmlElement)) return null;
    const part = { block, said: JSON.stringify([block, ...rejectedBlock(sourceOf(el))].map(contentIn)) };
    this.parts.set(el, part);
    return part;
  }
}

/** As the digest sees it: without ids. Numbers are made of the headings, which are held. */
function contentIn(block: Block): Omit<Block, 'id'> {
  const { id: _id, ...content } = block;
  return content;
}
