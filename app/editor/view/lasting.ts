// Plugins may be added to a view that lives. ProseMirror then ends the views of all its plugins and begins them anew, and with that of
// the undo its history would be gone: these go on instead.
import type { Plugin } from 'prosemirror-state';

export interface Lasting {
  /** The same plugin, whose view goes on. */
  keep(plugin: Plugin): Plugin;
  /** Runs what would end the views without ending them. */
  over(run: () => void): void;
}

export function createLasting(): Lasting {
  let goingOn = false;
  return {
    keep(plugin) {
      const { view: begin } = plugin.spec;
      if (!begin) return plugin;
      let made: ReturnType<typeof begin> | null = null;
      plugin.spec.view = (view) => {
        const here = goingOn && made ? made : begin(view);
        made = here;
        return {
          ...(here.update && { update: here.update.bind(here) }),
          destroy: () => {
            if (!goingOn) here.destroy?.();
          },
        };
      };
      return plugin;
    },
    over(run) {
      goingOn = true;
      try {
        run();
      } finally {
        goingOn = false;
      }
    },
  };
}
