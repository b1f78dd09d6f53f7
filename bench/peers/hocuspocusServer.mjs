// Hocuspocus with its SQLite extension, as its manual sets it up: default debounce, every token accepted.
import { SQLite } from '@hocuspocus/extension-sqlite';
import { Server } from '@hocuspocus/server';

const [port, database] = process.argv.slice(2);
const server = new Server({
  port: Number(port),
  address: '127.0.0.1',
  quiet: true,
  extensions: [new SQLite({ database })],
  async onAuthenticate() {},
});
await server.listen();
process.stdout.write('ready\n');
