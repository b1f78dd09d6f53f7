// Gathers what goes on for a while into one run behind it: reading a whole text between two strokes of a key is felt in the second.

interface AfterPause {
  ask(): void;
  cancel(): void;
}

/** Runs once nobody has asked for `quietMs`, at the latest `longestMs` after the first time. */
export function afterPause(run: () => void, quietMs: number, longestMs: number): AfterPause {
  let quiet: ReturnType<typeof setTimeout> | undefined;
  let longest: ReturnType<typeof setTimeout> | undefined;
  const cancel = () => {
    clearTimeout(quiet);
    clearTimeout(longest);
    longest = undefined;
  };
  const now = () => {
    cancel();
    run();
  };
  return {
    ask() {
      clearTimeout(quiet);
      quiet = setTimeout(now, quietMs);
      longest ??= setTimeout(now, longestMs);
    },
    cancel,
  };
}
