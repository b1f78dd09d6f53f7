// What an honest person does to the text with one key or click, as the editor writes it into the shared document.
import * as Y from 'yjs';
import { contentOf } from '../../domain/document/layout';
import type { World } from './world';

/** Gives characters that nobody has typed before: each is one of its kind in a run. */
export function uniqueCharacters(): (count: number) => string {
  // The unified ideographs, then their extension A: 27,000 of them.
  let next = 0x4e00;
  return (count) => {
    let text = '';
    for (let n = 0; n < count; n++) {
      if (next === 0x9ffd) next = 0x3400;
      text += String.fromCharCode(next);
      next += 1;
    }
    return text;
  };
}

export type Fresh = ReturnType<typeof uniqueCharacters>;

/** One edit in a transaction of `origin`'s. */
export function editAtRandom(world: World, doc: Y.Doc, origin: unknown, fresh: Fresh): void {
  doc.transact(() => {
    const content = contentOf(doc);
    const text = aText(world, content);
    const act = world.below(20);
    if (!text || act < 3) addParagraph(world, content, fresh);
    else if (act < 12) text.insert(world.below(text.length + 1), fresh(1 + world.below(3)));
    else if (act < 15) cut(world, text);
    else if (act < 16) content.delete(world.below(content.length), 1);
    else if (act < 18) mark(world, text);
    else if (text.parent instanceof Y.XmlElement) text.parent.setAttribute('id', `p${world.below(5)}`);
  }, origin);
}

function aText(world: World, content: Y.XmlFragment): Y.XmlText | null {
  if (content.length === 0) return null;
  const block = content.get(world.below(content.length));
  const text = block instanceof Y.XmlElement && block.length > 0 ? block.get(0) : null;
  return text instanceof Y.XmlText ? text : null;
}

function addParagraph(world: World, content: Y.XmlFragment, fresh: Fresh): void {
  const paragraph = new Y.XmlElement('paragraph');
  paragraph.insert(0, [new Y.XmlText(fresh(1 + world.below(3)))]);
  content.insert(world.below(content.length + 1), [paragraph]);
}

function cut(world: World, text: Y.XmlText): void {
  if (text.length === 0) return;
  const at = world.below(text.length);
  text.delete(at, Math.min(1 + world.below(3), text.length - at));
}

function mark(world: World, text: Y.XmlText): void {
  if (text.length === 0) return;
  const at = world.below(text.length);
  const name = world.pick(['strong', 'em']) ?? 'strong';
  text.format(at, Math.min(1 + world.below(4), text.length - at), { [name]: world.chance(0.7) ? {} : null });
}
