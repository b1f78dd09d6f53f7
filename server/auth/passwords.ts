// Passwords as scrypt hashes, and the turns that bound how many are computed at once: a flood of guesses cannot take the machine.
import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { normalisedPassword } from '../../domain/password';
import { Refused } from '../../domain/refusal';

/** log2 of N; with r = 8 one hash takes 32 MiB for some 60 ms. Raise it here: old hashes are renewed at the next sign-in. */
const CURRENT: Parameters = { ln: 15, r: 8, p: 1 };
const HASH_BYTES = 32;

interface Parameters {
  ln: number;
  r: number;
  p: number;
}

export interface Passwords {
  hash(password: string): Promise<string>;
  /** Whether this is the password behind `stored`. With null it computes as long and says no: an unknown person takes the same path. */
  verify(password: string, stored: string | null): Promise<boolean>;
  /** Waits for one of the few turns in which hashing is allowed. @throws Refused `unavailable` when too many wait. */
  turn<T>(work: () => Promise<T>): Promise<T>;
  /** For metrics, and for the test that counts guesses. */
  stats(): { hashed: number; waiting: number };
}

/** `atOnce` turns run, `waiting` more may wait; `ln`: see above, smaller in tests that hash by the hundred. Hash and verify are called inside of a turn. */
export function createPasswords({ atOnce = 2, waiting = 1000, ln = CURRENT.ln } = {}): Passwords {
  const parameters = { ...CURRENT, ln };
  const nobody = { parameters, salt: Buffer.alloc(16), hash: Buffer.alloc(HASH_BYTES) };
  const queue: (() => void)[] = [];
  let running = 0;
  let hashed = 0;
  const derive = (password: string, salt: Buffer, parameters: Parameters) => {
    hashed += 1;
    return scryptOf(password, salt, parameters);
  };
  return {
    async hash(password) {
      const salt = randomBytes(16);
      return format(parameters, salt, await derive(password, salt, parameters));
    },
    async verify(password, stored) {
      const known = stored === null ? nobody : parse(stored);
      const same = timingSafeEqual(await derive(password, known.salt, known.parameters), known.hash);
      return same && stored !== null;
    },
    async turn(work) {
      if (running < atOnce) running += 1;
      else if (queue.length >= waiting) throw new Refused('unavailable', { retryAfter: 5 });
      // The turn is handed over by the one who leaves: `running` stays as it is.
      else await new Promise<void>((go) => queue.push(go));
      try {
        return await work();
      } finally {
        const next = queue.shift();
        if (next) next();
        else running -= 1;
      }
    },
    stats: () => ({ hashed, waiting: queue.length }),
  };
}

/** Whether the hash was made with less than today's parameters. */
export function outgrown(stored: string): boolean {
  const { ln, r, p } = parse(stored).parameters;
  return ln < CURRENT.ln || r < CURRENT.r || p < CURRENT.p;
}

function scryptOf(password: string, salt: Buffer, { ln, r, p }: Parameters): Promise<Buffer> {
  const N = 2 ** ln;
  // OpenSSL wants a little more than the 128·N·r that scrypt fills.
  const options = { N, r, p, maxmem: 128 * N * r + 128 * r * p + 1024 * 1024 };
  return new Promise((resolve, reject) => {
    scrypt(normalisedPassword(password), salt, HASH_BYTES, options, (error, key) =>
      error ? reject(error) : resolve(key),
    );
  });
}

function format({ ln, r, p }: Parameters, salt: Buffer, hash: Buffer): string {
  return `$scrypt$ln=${ln},r=${r},p=${p}$${salt.toString('base64url')}$${hash.toString('base64url')}`;
}

/** @throws when the stored text is none of ours: a damaged row shouts, it does not sign anybody in. */
function parse(stored: string): { parameters: Parameters; salt: Buffer; hash: Buffer } {
  const [, ln, r, p, salt, hash] =
    /^\$scrypt\$ln=(\d{1,2}),r=(\d{1,2}),p=(\d{1,2})\$([\w-]{22})\$([\w-]{43})$/.exec(stored) ?? [];
  if (!ln || !r || !p || !salt || !hash) throw new Error('a stored password hash has an unknown form');
  return {
    parameters: { ln: Number(ln), r: Number(r), p: Number(p) },
    salt: Buffer.from(salt, 'base64url'),
    hash: Buffer.from(hash, 'base64url'),
  };
}
