// A link in a text that is written: followed with Ctrl or Cmd and a click, or with Alt Enter at the caret. In a text that is only read
// the browser follows it.
import { type Command, Plugin } from 'prosemirror-state';
import { safeHref } from '../../../domain/document/schema';
import { linkAt } from '../commands/link';

/** In a tab of its own, which knows nothing of this one. False for an address that is none of ours. */
export function openLink(href: unknown): boolean {
  if (!safeHref(href)) return false;
  window.open(href, '_blank', 'noopener,noreferrer');
  return true;
}

/** The link at the caret. */
export const followLink: Command = (state, dispatch) => {
  const link = linkAt(state);
  return link !== null && (dispatch ? openLink(link.href) : safeHref(link.href));
};

export function followPlugin(): Plugin {
  return new Plugin({
    props: {
      handleClick(view, _pos, event) {
        const link = event.target instanceof Element ? event.target.closest('a') : null;
        // With Ctrl a Mac opens the menu of what is there.
        const asked = event.metaKey || (event.ctrlKey && !/Mac/.test(navigator.platform));
        return view.editable && link !== null && asked && openLink(link.getAttribute('href'));
      },
    },
  });
}
