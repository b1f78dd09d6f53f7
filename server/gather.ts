// Many questions of one kind asked with one statement: who comes while others are being answered goes with the next.

/** So many statements of a kind run at once: one that hangs must not hold up everybody. */
const AT_ONCE = 3;

interface Asked<V> {
  answer(value: V | undefined): void;
  fail(error: unknown): void;
}

/**
 * Every question is put after it was asked, never answered from an older statement: what was committed before it is seen.
 * `ask` answers for all keys of a batch; a missing one is `undefined`. Its error is everybody's in that batch.
 */
export function gathered<K, V>(
  ask: (keys: readonly K[]) => Promise<ReadonlyMap<K, V>>,
): (key: K) => Promise<V | undefined> {
  let waiting = new Map<K, Asked<V>[]>();
  let running = 0;
  const run = async () => {
    for (; waiting.size > 0; ) {
      const batch = waiting;
      waiting = new Map();
      try {
        const answers = await ask([...batch.keys()]);
        for (const [key, asked] of batch) for (const one of asked) one.answer(answers.get(key));
      } catch (error) {
        for (const asked of batch.values()) for (const one of asked) one.fail(error);
      }
    }
    running -= 1;
  };
  return (key) =>
    new Promise((answer, fail) => {
      waiting.set(key, [...(waiting.get(key) ?? []), { answer, fail }]);
      if (running >= AT_ONCE) return;
      running += 1;
      // Behind everything that came in with the same look at the sockets.
      setImmediate(() => void run());
    });
}
