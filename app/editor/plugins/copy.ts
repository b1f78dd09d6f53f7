// The clipboard out: words with the numbers that stand before them, without comments.
import { Plugin } from 'prosemirror-state';
import { createCopier } from '../paste/copy';

export function copyPlugin(): Plugin {
  const copier = createCopier();
  return new Plugin({
    props: {
      transformCopied: copier.take,
      clipboardSerializer: copier.html,
      clipboardTextSerializer: copier.text,
    },
  });
}
