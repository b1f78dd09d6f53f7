// An app of its own, as far as the database sees it: starts PostgreSQL on a folder, says so, flushes a row and stops on a signal.
import { EmbeddedError, startEmbedded } from '../../db/embedded/supervisor';
import { openDatabase } from '../../db/open';

const [, , dataDir = '', retryMs = '10000'] = process.argv;
const say = (word: string, fields: object) => console.log(JSON.stringify({ word, ...fields }));
const quiet = () => undefined;

try {
  const embedded = await startEmbedded({
    dataDir,
    pgBin: null,
    retryMs: Number(retryMs),
    settings: { fsync: 'off' },
    log: { info: quiet, warn: quiet, error: quiet },
  });
  const database = openDatabase({ url: embedded.url, max: 1 });
  await database.sql`create table if not exists flushed (at timestamptz default now())`;
  const leave = async () => {
    // What a real app does between the signal and the end: it still needs its database.
    await new Promise((resolve) => setTimeout(resolve, 300));
    await database.sql`insert into flushed default values`;
    await database.close();
    await embedded.stop();
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void leave());
  setInterval(quiet, 1000);
  say('ready', { pid: embedded.pid, url: embedded.url });
} catch (error) {
  say(error instanceof EmbeddedError ? 'refused' : 'broken', { message: error instanceof Error ? error.message : '' });
  process.exit(1);
}
