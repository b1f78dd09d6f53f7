// The client process: does what the bench tells it over IPC, one act after another.
import { acts } from './acts';

interface Order {
  act: keyof typeof acts;
  input: never;
}

process.on('message', ({ act, input }: Order) => {
  const run = acts[act] as (input: never) => Promise<unknown>;
  run(input).then(
    (value) => process.send?.({ value: value ?? null }),
    (error: unknown) =>
      process.send?.({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
  );
});
