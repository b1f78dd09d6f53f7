// The one door from app/ into the running server: types only, and the getter of the object that server/main.ts builds (STACK trap 2).
import type { Actor, Locale } from '../domain/actor';
import type { Result } from '../domain/result';
import type {
  AccountPage,
  AuditPage,
  BinPage,
  Desk,
  OrganisationReviews,
  PeoplePage,
  ReviewListItem,
  ReviewPage,
  ReviewRecord,
  SearchPage,
  TemplateCard,
} from '../domain/view';

/** Plain data crosses here, never instances: Next's bundles hold their own copies of every module. */
export interface Runtime {
  /** Public address without a trailing slash; organisation's name is null before set-up. */
  readonly publicUrl: string;
  organisation(): Promise<string | null>;
  auth: AuthDoor;
  views: {
    reviewPage(actor: Actor, reviewId: string): Promise<Result<ReviewPage>>;
    desk(actor: Actor): Promise<Desk>;
    reviewList(
      actor: Actor,
      query: { q?: string; stage?: string; template?: string; mine?: string; cursor?: string },
    ): Promise<Result<{ items: ReviewListItem[]; cursor?: string }>>;
    search(
      actor: Actor,
      query: { q?: string; in?: string; stage?: string; cursor?: string },
    ): Promise<Result<SearchPage>>;
    templates(): Promise<readonly TemplateCard[]>;
    account(actor: Actor): Promise<AccountPage>;
    people(actor: Actor, query: { q?: string; cursor?: string }): Promise<Result<PeoplePage>>;
    reviewRecord(actor: Actor, asked: { reviewId: string; cursor?: string | undefined }): Promise<Result<ReviewRecord>>;
    audit(actor: Actor, query: { kind?: string; person?: string; cursor?: string }): Promise<Result<AuditPage>>;
    bin(actor: Actor, query: { cursor?: string }): Promise<Result<BinPage>>;
    organisationReviews(actor: Actor, query: { cursor?: string }): Promise<Result<OrganisationReviews>>;
    signingKeys(): Promise<readonly { kid: string; fingerprint: string; retired: boolean; badFrom: string | null }[]>;
  };
}

/** What the entry pages and next-auth's callbacks need; implemented in server/auth. */
export interface AuthDoor {
  /** Signs a person in by e-mail and password; counts failures per account and address (T42). */
  signIn(input: {
    email: string;
    password: string;
    address: string;
  }): Promise<Result<{ personId: string; name: string; email: string }>>;
  /** Makes a browser session and returns its opaque token (only its SHA-256 is kept). */
  openSession(personId: string): Promise<string>;
  /** The actor behind a session cookie's token, or null. Throws when the store cannot be asked: an outage is no revocation (T12). */
  actorOfToken(token: string, asked?: Locale): Promise<Actor | null>;
  /** Ends the session at once on pages and sockets. */
  signOut(token: string): Promise<void>;
  /** What a one-time link is for, or null when unknown, spent or expired (one answer for all). */
  link(token: string): Promise<{ kind: 'setup' | 'invite' | 'reset'; name?: string; email?: string } | null>;
  /** First set-up: organisation, first administrator. Spends the link in the same transaction. */
  setUp(input: {
    token: string;
    organisation: string;
    name: string;
    email: string;
    password: string;
    locale?: Locale;
  }): Promise<Result<{ personId: string }>>;
  /** Takes an invitation or resets a password. Ends every other session of the person. */
  takeLink(input: {
    token: string;
    password: string;
    name?: string;
  }): Promise<Result<{ personId: string; email: string }>>;
  /** True until the first account exists. */
  needsSetUp(): Promise<boolean>;
  secret: string;
}

const KEY = Symbol.for('countersign.runtime');

/** The running server. @throws when called outside of it (a build, a test without a server). */
export function runtime(): Runtime {
  const found = (globalThis as Record<symbol, unknown>)[KEY];
  if (!found) throw new Error('The runtime is not built: app/ runs only inside server/main.ts.');
  return found as Runtime;
}

/** Called once by the composition root. */
export function provideRuntime(value: Runtime): void {
  (globalThis as Record<symbol, unknown>)[KEY] = value;
}
