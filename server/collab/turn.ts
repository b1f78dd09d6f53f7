// The end of the present turn: what is to be done once for everything that happens in it.

/** Answers a function that calls back after everything that runs now, all calls of a turn with one microtask. They must not throw. */
export function createTurn(): (call: () => void) => void {
  let calls: (() => void)[] = [];
  const run = () => {
    const now = calls;
    calls = [];
    for (const call of now) call();
  };
  return (call) => {
    // A promise, not queueMicrotask, which makes a resource for async_hooks each time (measured: 5 % of a storm).
    if (calls.push(call) === 1) void Promise.resolve().then(run);
  };
}
