// The server without its pages: services, API and sockets over a real database on a real port.

import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Database } from '../../db/open';
import { createPasswords } from '../../server/auth/passwords';
import { ensureFirstAdmin } from '../../server/commands/people/setUp';
import { createLog } from '../../server/log';
import { createServices, type Services } from '../../server/services';
import { writeBuiltinTemplates } from '../../server/templates';
import { type Caller, callApi, PASSWORD, type Person, signedIn } from './api';
import { aDatabase } from './database';

/** Files of tests hash by the dozen; what a hash is worth tests/auth tells. */
const HASTY_LN = 10;

export interface TestServer {
  url: string;
  database: Database;
  services: Services;
  /** Keys and fonts lie in it. */
  dataDir: string;
  admin: Person;
  /** A new person, signed in by API. */
  person(name: string): Promise<Person>;
  /** Calls as nobody. */
  call: Caller;
  /** Warnings and errors that were logged: a test that expects none says so. */
  logged: string[];
  close(): Promise<void>;
}

export async function aServer(): Promise<TestServer> {
  const database = await aDatabase();
  await writeBuiltinTemplates(database.db);
  const logged: string[] = [];
  const log = createLog('warn', (line) => logged.push(line));
  let services: Services | null = null;
  const server = createServer((request, response) => void services?.api(request, response));
  // A busy machine pauses longer between two requests than a connection is kept by default.
  server.keepAliveTimeout = 60_000;
  server.on('upgrade', (request, socket, head) => services?.collab.upgrade(request, socket, head));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const secret = 'only-for-tests-'.repeat(4);
  const dataDir = await mkdtemp(join(tmpdir(), 'cs-data-'));
  const passwords = createPasswords({ ln: HASTY_LN });
  const built = createServices({ database, log, secret, dataDir, publicUrl: url, frameRate: 0, apiRate: 0, passwords });
  services = built;
  const first = { email: 'lin@office.test', password: PASSWORD, name: 'Lin', organisation: '城东街道办事处' };
  const made = await ensureFirstAdmin(built.needs, first);
  if (!made.ok) throw new Error(`no administrator: ${made.refusal.code}`);
  const admin = await signedIn(url, first.email);
  return {
    url,
    database,
    services: built,
    dataDir,
    admin,
    logged,
    call: callApi(url, null),
    person: (name) => aPerson(url, admin, name),
    close: async () => {
      await built.collab.drain();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
      await database.close();
      await rm(dataDir, { recursive: true });
    },
  };
}

/** Made by the administrator, with PASSWORD, and signed in. */
export async function aPerson(url: string, admin: Person, name: string): Promise<Person> {
  const email = `${name.toLowerCase()}@office.test`;
  const created = await admin.call('POST', '/people', { email, name, password: PASSWORD });
  if (created.status !== 201) throw new Error(`no person: ${JSON.stringify(created.body)}`);
  return signedIn(url, email);
}
