// Several built nodes as one service: one database, one Redis behind a proxy with a bad temper, a balancer in front.
import { randomBytes } from 'node:crypto';
import { type Database, openDatabase } from '../../db/open';
import { insertPerson } from '../../db/queries/people';
import { openSession } from '../../server/auth/sessions';
import { callApi, type Person, signedIn } from './api';
import { aBalancer, type Balancer } from './balancer';
import { until } from './collab';
import { aDatabaseUrl } from './database';
import { ADMIN, aHome, type Home, type Product, start } from './product';
import { aProxy } from './proxy';
import { aRedis, type TestRedis } from './redis';

export interface ServiceNode {
  url: string;
  product: Product;
  /** SIGTERM; answers the exit code. */
  stop(): Promise<number | null>;
  /** The same node again, at the same address. */
  start(): Promise<void>;
  /** Stops the process where it stands, and lets it go on. */
  freeze(): void;
  thaw(): void;
  metric(name: string): Promise<number>;
}

export interface Service {
  nodes: ServiceNode[];
  balancer: Balancer;
  redis: TestRedis;
  /** Between every node and Redis. */
  toRedis: Awaited<ReturnType<typeof aProxy>>;
  database: Database;
  admin: Person;
  /** Made without the API, because passwords cost time on purpose: nobody can sign in as them. */
  person(name: string): Promise<Person & { sessionId: string }>;
  /** The same person's calls through another address. */
  at(url: string, person: Person): Person;
  close(): Promise<void>;
}

/** One node for each entry of `roles`, started at once on an empty database. */
export async function aService(roles: readonly string[] = ALL_THREE): Promise<Service> {
  const [{ url: databaseUrl, drop }, redis] = await Promise.all([aDatabaseUrl({ empty: true }), aRedis()]);
  const toRedis = await aProxy(redis.port);
  const homes = await Promise.all(roles.map(() => aHome()));
  const balancer = await aBalancer(homes.map((home) => home.port));
  const env = {
    DATABASE_URL: databaseUrl,
    REDIS_URL: `redis://127.0.0.1:${toRedis.port}`,
    COUNTERSIGN_URL: balancer.url,
    COUNTERSIGN_SECRET: randomBytes(32).toString('hex'),
    COUNTERSIGN_API_RATE: '0',
  };
  const started = await Promise.allSettled(
    homes.map((home, n) => aServiceNode(home, { ...env, ROLES: roles[n] ?? '' })),
  );
  const nodes = started.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  const failed = started.find((one) => one.status === 'rejected');
  if (failed) {
    await Promise.all([...nodes.map((node) => node.stop()), redis.clear()]);
    throw failed.reason;
  }
  const database = openDatabase({ url: databaseUrl, max: 2 });
  await until('every node hears Redis', async () =>
    (await Promise.all(nodes.map((node) => node.metric('fanout_connected')))).every((one) => one === 1),
  );
  const web = roles.findIndex((role) => role.includes('web'));
  const at = (url: string, person: Person) => ({ ...person, call: callApi(url, person.token) });
  return {
    nodes,
    balancer,
    redis,
    toRedis,
    database,
    admin: await signedIn(nodes[web]?.url ?? '', ADMIN),
    person: async (name) => {
      const person = await aPersonIn(database, name);
      return { ...person, call: callApi(balancer.url, person.token) };
    },
    at,
    close: async () => {
      for (const node of nodes) node.thaw();
      await Promise.all(nodes.map((node) => node.stop()));
      await Promise.all([balancer.close(), toRedis.close(), redis.clear(), database.close()]);
      await Promise.all([drop(), ...homes.map((home) => home.clear())]);
    },
  };
}

const ALL_THREE = ['web,collab,worker', 'web,collab,worker', 'web,collab,worker'];

async function aServiceNode(home: Home, env: Record<string, string>): Promise<ServiceNode> {
  let product = await start(home, { env });
  const { url } = product;
  return {
    url,
    get product() {
      return product;
    },
    stop: () => product.stop(),
    start: async () => {
      product = await start(home, { env });
    },
    freeze: () => process.kill(product.pid, 'SIGSTOP'),
    thaw: () => {
      try {
        process.kill(product.pid, 'SIGCONT');
      } catch (error) {
        // It has ended already: nothing of it stands still.
        if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
      }
    },
    metric: async (name) => {
      const text = await (await fetch(`${url}/metrics`)).text();
      return Number(new RegExp(`^countersign_${name} (\\S+)$`, 'm').exec(text)?.[1] ?? Number.NaN);
    },
  };
}

async function aPersonIn({ db }: Database, name: string) {
  const email = `${name.toLowerCase()}-${randomBytes(4).toString('hex')}@office.test`;
  const id = await insertPerson(db, { email, name, passwordHash: null, admin: false });
  if (id === null) throw new Error('no person');
  const { token, id: sessionId } = await openSession(db, { personId: id, kind: 'token', now: new Date() });
  return { id, email, token, sessionId };
}
