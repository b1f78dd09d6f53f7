// What a page or an API answer holds: plain data, already permitted, the same for browser and server.
import type { Locale } from './actor';
import type { Block } from './document/blocks';
import type { FieldsByPoint } from './fields';
import type { Gate } from './gates';
import type { NotificationKind } from './notify';
import type { Action } from './policy';
import type { Decision, Role, SectionState, SignoffStepPlan, Stage, StepRule } from './review';
import type { LineHit, Part, SearchKind } from './search';
import type { SignedPlace } from './signedPlaces';
import type { ruleWords, Scope, Sentence } from './signoff';
import type { Plan } from './signoffPlan';
import type { Template } from './template/template';
import type { CommentAbilities } from './thread';

/** ISO 8601 in UTC. */
export type Instant = string;

export interface PersonView {
  id: string;
  name: string;
  /** 1..8 */
  colour: number;
}

export interface MemberView extends PersonView {
  roles: readonly Role[];
  email?: string;
}

export interface CommentView {
  id: string;
  author: PersonView;
  /** Empty when it was taken back or is hidden. */
  body: string;
  at: Instant;
  editedAt: Instant | null;
  takenBack: boolean;
  /** An administrator hid it: words, names and reactions are told to nobody. */
  hidden: boolean;
  /** Whom the words name: "@" and the name stand in them. */
  mentions: readonly PersonView[];
  reactions: readonly { name: string; people: readonly PersonView[] }[];
  /** What the reader may do with it now. */
  may: CommentAbilities;
}

export interface ThreadView {
  id: string;
  kind: 'normal' | 'must-fix';
  state: 'open' | 'resolved';
  quote: string;
  /** Six characters at most on either side of a quote of one character; else empty. */
  before: string;
  after: string;
  sectionKey: string | null;
  author: PersonView;
  at: Instant;
  comments: readonly CommentView[];
  resolvedBy: PersonView | null;
  resolvedAt: Instant | null;
  resolveReason: string | null;
  assignee: PersonView | null;
  /** YYYY-MM-DD */
  due: string | null;
  /** Since when its words are gone from the text; by whom, where the server saw it. */
  lostAt: Instant | null;
  lostBy: PersonView | null;
  /** What the reader may do with it now. */
  may: { reply: boolean; resolve: boolean; resolveNeedsReason: boolean; reopen: boolean; steer: boolean };
}

export interface NamedVersionView {
  id: string;
  kind: 'named' | 'clean-up' | 'restore';
  /** Empty where nobody has given one: the kind says what it was kept for. */
  name: string;
  note: string;
  /** Where it stands in the log. */
  epoch: number;
  seq: number;
  by: PersonView;
  at: Instant;
}

/** Where a state of the text can be asked for: `now`, `v3`, `nID`, `c1.120` (versionRef.ts). */
export type Point = string;

interface TimelineEntry {
  point: Point;
  at: Instant;
  /** Characters since the entry before; of a version, since the version before. */
  inserted: number;
  deleted: number;
  /** What it is compared with: of a version the one before it, else how the text began; of a change what stood before it (VE5). */
  from: Point | null;
}

export type TimelineItem = TimelineEntry &
  (
    | {
        kind: 'changes';
        since: Instant;
        people: readonly PersonView[];
        saves: number;
        /** It brought this state back. */
        restored?: RestoredFrom;
      }
    | {
        kind: 'named';
        id: string;
        named: NamedVersionView['kind'];
        name: string;
        note: string;
        by: PersonView;
        mayRename: boolean;
        /** It was kept before this state came back. */
        before?: RestoredFrom;
      }
    | {
        kind: 'frozen';
        no: number;
        by: PersonView;
        outcome: 'open' | 'cancelled' | 'superseded' | 'approved';
        /** Who agreed to exactly these bytes, of those asked. */
        signed: number;
        asked: number;
      }
    | { kind: 'created'; by: PersonView; template: { zh: string; en: string } }
  );

export interface RestoredFrom {
  point: Point;
  /** Of a named version. */
  name: string | null;
  /** Of another state; null for one that is not there any more. */
  at: Instant | null;
}

export interface TimelineView {
  /** Newest first. */
  items: readonly TimelineItem[];
  /** For the items before these. */
  cursor?: string;
  /** The newest version, else how the text began, on whatever page it stands: the present text is compared with it. */
  last: TimelineItem | null;
  now: { epoch: number; seq: number; editing: readonly PersonView[] };
  /** What the reader may do now. */
  may: { name: boolean; restore: boolean };
}

export interface PointView {
  point: Point;
  title: string;
  blocks: readonly { block: Block; number: string }[];
  /** UTF-16 code units of its words, numbers aside. */
  characters: number;
  /** Suggestions that were pending: their words are shown, and would be taken in by a restore. */
  suggestions: number;
  /** False when something in it is not of this schema: it is left out here, and the text cannot be restored. */
  whole: boolean;
}

export interface SuggestionView {
  id: string | number;
  /** Words that it adds and that it takes away. */
  inserted: string;
  deleted: string;
  sectionKey: string | null;
  /** Of the first place, in GET /text; 0 when that shows nothing there. */
  line: number;
  authors: readonly PersonView[];
  /** Everybody behind it is known: its words and marks were not written by the server. */
  complete: boolean;
  /** Since when it stands; null where the log does not tell. */
  at: Instant | null;
}

export interface SignoffLineView {
  id: string;
  personId: string;
  name: string;
  colour: number;
  roles: readonly string[];
  /** `whole`, or keys of sections. */
  scope: Scope;
  decision?: Decision;
  /** Of the decision whose words are told. */
  decisionId?: string;
  opinion?: string;
  at?: Instant;
  /** The decision names other bytes than this version's. */
  stale?: boolean;
  /** The version that the line decided on last: what has changed since is the difference from that one. */
  lastSigned?: number;
  group?: string;
  standing: 'own' | 'transferred' | 'delegated';
  /** From whom it was transferred, or for whom it stands (代). */
  standsFor?: { personId: string; name: string };
  /** Somebody stands for it: that line counts in its place. */
  resting: boolean;
  /** It may decide now. */
  turn: boolean;
  /** YYYY-MM-DD */
  due?: string;
  reminded?: { times: number; last: Instant };
  /** SG28: their word is waited for, or their objection stands, and their account is disabled: to owners. */
  disabled?: true;
  /** Out of office today, and who is offered in their place: to owners and to oneself. */
  absent?: { until: string; delegate: { personId: string; name: string } | null };
}

/** SG27: what a decision names that counts now: the version that it was given to, and the digests of then. */
export interface SignedDigests {
  version: number;
  digest: string;
  recordSha256: string;
}

export interface SignoffStepView {
  no: number;
  order: number;
  title: { zh: string; en: string };
  rule: StepRule;
  issues: boolean;
  lines: readonly SignoffLineView[];
  /** All steps of the orders before have passed. */
  open: boolean;
  /** Its rule is met by those who count, and no point waits for an answer. */
  passed: boolean;
  /** A point was returned to it that nobody has answered. */
  returned: boolean;
  agreed: number;
  asked: number;
  need: number;
  /** Below `signoff.rule` in the words. */
  words: ReturnType<typeof ruleWords>;
}

/** A point that sections or a step were returned with, and its answer. */
export interface ReturnPointView {
  id: string;
  version: number;
  sectionKey: string | null;
  /** Number of the step that it was returned to. */
  step: number | null;
  decisionId: string | null;
  /** Whose objection or reservation that decision is. */
  about: { name: string; decision: Decision } | null;
  body: string;
  by: PersonView;
  at: Instant;
  answer: string | null;
  answeredBy: PersonView | null;
  answeredAt: Instant | null;
  /** The reader may answer it now. */
  mayAnswer: boolean;
}

export interface SignoffView {
  version: number;
  digest: string;
  /** Of the record in force. */
  recordSha256: string;
  frozenAt: Instant;
  frozenBy: string;
  outcome: 'open' | 'cancelled' | 'superseded' | 'approved';
  steps: readonly SignoffStepView[];
  /** All steps in one sentence (sentenceWords). */
  sentence: Sentence;
  openSections: readonly string[];
  complete: boolean;
  /** `byName`: also of somebody who is no member any more. */
  overrides: readonly { rule: string; sectionKey?: string; reason: string; by: string; byName: string }[];
  /** Lines that were taken out, with what they had said; of earlier versions, cancelled ones too, those whose reservation or objection stands. */
  former: readonly {
    personId: string;
    name: string;
    decision?: Decision;
    decisionId?: string;
    opinion?: string;
    at?: Instant;
    /** The version that it was said to. */
    lastSigned?: number;
    removedAt: Instant;
  }[];
  /** SG3: reservations and objections that stand though nobody is asked there any more, or somebody else stands for their person: as they are printed. */
  left: readonly SignedPlace[];
  /** The reader's own line, when they hold one: the one that waits for them, else the one they decided on last. */
  mine: { line: string; order: number; decision: Decision | null; turn: boolean; signed?: SignedDigests } | null;
}

/** Who will be asked, before the sign-off starts. */
export interface SignoffPlanView {
  steps: Plan;
  /** Edited for this review; else the template's. */
  edited: boolean;
  due: string | null;
  /** By step, in its order: those asked as things stand. */
  people: readonly (readonly { personId: string; name: string; absent?: SignoffLineView['absent'] }[])[];
}

export interface FindingView {
  rule: string;
  severity: 'error' | 'warn' | 'info';
  message: { zh: string; en: string };
  line: number;
  start: number;
  end: number;
  quote?: string;
}

/** Who looks after a section and how far it is. */
export interface SectionView {
  owner: PersonView | null;
  state: SectionState;
}

/** What people keep beside the text: sections by their key, fields of measures by the id of the point. */
export interface StructureView {
  sections: Readonly<Record<string, SectionView>>;
  fields: FieldsByPoint;
}

/** A character that no font of the server has, and where in the text. */
export interface UnprintableView {
  char: string;
  /** `U+E123` */
  code: string;
  place: { line: number; quote: string; sectionKey?: string };
}

/** A waiver as everybody reads it who reads the text. */
export interface WaiverView {
  id: string;
  rule: string;
  /** In one section only; absent: everywhere. */
  sectionKey?: string;
  reason: string;
  by: PersonView;
  at: Instant;
  /** Taken back; it answers nothing any more. */
  withdrawn: { by: PersonView; at: Instant } | null;
  may: { withdraw: boolean };
}

/** A passage that stands in another review too. Offsets are those of GET /text. */
export interface SharedPassageView {
  line: number;
  start: number;
  end: number;
  quote: string;
  /** In normalised characters. */
  length: number;
  /** Null: a review that the reader may not open; whether one or ten is not told. */
  other: { reviewId: string; title: string; line: number; start: number; end: number; quote: string } | null;
}

/** The review screen's data (journey 1): nothing more is loaded before the first paint. */
export interface ReviewPage extends StructureView {
  id: string;
  title: string;
  stage: Stage;
  epoch: number;
  /** Of the product that made this page. */
  version: string;
  /** Number of the approved version when that is all that the reader reads, while the next one is drafted. */
  approved: number | null;
  /** Administrators who look in by break-glass now. */
  looks: readonly { name: string; until: Instant }[];
  /** Socket: `new WebsocketProvider(origin + collab.path, id, doc, {params: collab.params})`. */
  collab: { path: string; params: Record<string, string> };
  abilities: readonly Action[];
  members: readonly MemberView[];
  me: MemberView & { email: string };
  template: { id: string; version: number; name: { zh: string; en: string } };
  /** The whole template, for numbers, outline, checks and guidance in the browser. */
  templateBody: Template;
  meta: Readonly<Record<string, string>>;
  /** Yjs state of the committed text, base64: the first paint, and what the editor starts from. */
  state: string;
  threads: readonly ThreadView[];
  waivers: readonly WaiverView[];
  /** The organisation's, on top of the built-in ones. */
  setPhrases: readonly string[];
  signoff: SignoffView | null;
  /** Steps as edited for this review; null: the template's. */
  signoffSteps: readonly SignoffStepPlan[] | null;
  /** Keys of the sections that were returned: during a sign-off these alone may be written. */
  openSections: readonly string[];
}

export interface ReviewListItem {
  id: string;
  title: string;
  stage: Stage;
  templateName: { zh: string; en: string };
  roles: readonly Role[];
  updatedAt: Instant;
  openThreads: number;
  mustFix: number;
  /** YYYY-MM-DD: until when it is to be signed. */
  due: string | null;
  /** Signed lines of all lines while in sign-off or after. */
  signed: { done: number; all: number } | null;
}

/** A review that holds what was looked for, and where. */
export interface SearchItem {
  reviewId: string;
  title: readonly Part[];
  stage: Stage;
  updatedAt: Instant;
  /** Lines of the text first, then comments; none when the title alone holds it. */
  hits: readonly SearchHit[];
}

export interface SearchPage {
  items: readonly SearchItem[];
  /** There is more to look through, also when this page is empty (SE10). */
  cursor?: string;
  /** On the first page: where the words may stand, and in which stages (SE11). */
  places?: readonly { kind: SearchKind; stage: Stage }[];
}

export type SearchHit = LineHit &
  ({ kind: 'text' } | { kind: 'comment'; threadId: string; author: string; at: Instant });

/** What happened in one thread, or one act beside threads, as the inbox tells it: a digest of its notifications. */
export interface InboxItem {
  /** Of the thread, or of the notification that has none: for marking read. */
  id: string;
  reviewId: string;
  title: string;
  threadId: string | null;
  /** The newest act, and how many there were. */
  kind: NotificationKind;
  acts: number;
  unread: boolean;
  at: Instant;
  /** Who acted, newest first. */
  actors: readonly PersonView[];
  /** Words of the text that the thread stands on, and of the newest comment; '' where there are none. */
  quote: string;
  words: string;
  body: Readonly<Record<string, unknown>>;
}

export interface Inbox {
  items: readonly InboxItem[];
  /** Digests with something unread, whatever the filter. */
  unread: number;
  cursor?: string;
}

/** One thing on the desk that waits for the reader. */
export interface DeskTask {
  kind: 'sign' | 'issue' | 'must-fix' | 'assigned' | 'section' | 'suggestions' | 'supplement';
  reviewId: string;
  title: string;
  /** Words of it: a quote, a section's heading, a number, how many signed. */
  detail: string;
  /** YYYY-MM-DD */
  due: string | null;
  at: Instant;
  threadId?: string;
  sectionKey?: string;
}

/** A part of what waits for somebody (DE9). */
export interface TaskPage {
  items: readonly DeskTask[];
  /** How many there are of each kind in all. */
  counts: Readonly<Partial<Record<DeskTask['kind'], number>>>;
  cursor?: string;
}

export interface Desk {
  tasks: readonly DeskTask[];
  counts: TaskPage['counts'];
  /** Where the tasks go on. */
  cursor?: string;
  reviews: readonly ReviewListItem[];
  total: number;
  templates: readonly TemplateCard[];
}

export interface TemplateMeta {
  key: string;
  label: { zh: string; en: string };
  type: string;
  required: boolean;
  options?: readonly string[];
}

export interface TemplateCard {
  id: string;
  version: number;
  name: { zh: string; en: string };
  kind: string;
  meta: readonly TemplateMeta[];
  parts: readonly {
    key: string;
    title: { zh: string; en: string };
    dimensions: readonly { key: string; zh: string; en: string }[];
  }[];
  steps: readonly SignoffStepPlan[];
  title: { zh: string; en: string };
}

export interface AccountPage {
  person: {
    id: string;
    name: string;
    email: string;
    admin: boolean;
    colour: number;
    locale: Locale | null;
    theme: string | null;
  };
  tokens: readonly { id: string; name: string; createdAt: Instant; lastSeenAt: Instant; expiresAt: Instant }[];
  sessions: SessionPage['items'];
  /** Where the sessions go on. */
  cursor?: string;
  /** SG24: what they reserved or objected and have not withdrawn. `review`: null where they may not read it any more. */
  standing: readonly {
    id: string;
    decision: Decision;
    opinion: string | null;
    version: number;
    at: Instant;
    review: { id: string; title: string } | null;
  }[];
}

/** Where one is signed in: here first, then the last used. */
export interface SessionPage {
  items: readonly { id: string; current: boolean; createdAt: Instant; lastSeenAt: Instant }[];
  cursor?: string;
}

/** Whom the directory finds by a name. */
export interface FoundPeople {
  items: readonly (PersonView & { email?: string })[];
  cursor?: string;
}

export interface PeoplePage {
  /** The organisation's set phrases, on top of the built-in ones. */
  phrases: readonly string[];
  /** How many there are in all, or of those that were looked for. */
  total: number;
  cursor?: string;
  items: readonly {
    id: string;
    name: string;
    email: string;
    admin: boolean;
    colour: number;
    state: 'active' | 'invited' | 'disabled';
    createdAt: Instant;
  }[];
}

/** All reviews of the organisation as administrators see them: not a word of a text, and nobody's names. */
export interface OrganisationReviews {
  items: readonly OrganisationReview[];
  cursor?: string;
}

export interface OrganisationReview {
  id: string;
  title: string;
  bytes: number;
  archived: boolean;
  /** In the bin until then; absent elsewhere. */
  binnedUntil?: Instant;
  /** In the archive: from then on its end may be asked for (BN7). */
  retainedUntil?: Instant;
  /** What the reader may do about its end now. */
  acts?: readonly ('ask' | 'confirm' | 'withdraw')[];
  /** An administrator asked for its end (BN8). */
  purge?: { by: { id: string; name: string }; at: Instant; reason: string };
}

/** What the reader deleted and can bring back, last put there first. */
export interface BinPage {
  items: readonly { id: string; title: string; by: string; binnedAt: Instant; until: Instant; daysLeft: number }[];
  cursor?: string;
}

/** One fact of the organisation's record, told to an administrator. */
export interface AuditItem {
  seq: number;
  at: Instant;
  kind: string;
  /** Null: the server or its operator. */
  actor: PersonView | null;
  review: { id: string; title: string } | null;
}

/** The record of one review, as much of it as its reader may read. */
export interface ReviewRecord {
  /** Newest first. `body`: ids and words of the act; `words`: of the text, as they are read with it. */
  items: readonly {
    seq: number;
    at: Instant;
    kind: string;
    actor: PersonView | null;
    body: Readonly<Record<string, unknown>>;
    words?: Readonly<Record<string, unknown>>;
    prev: string;
    hash: string;
  }[];
  /** Everybody's acts, what belongs to the sign-off and one's own, or one's own alone. */
  reads: 'all' | 'signing' | 'own';
  /** The newest of these entries that does not follow on in the chain. */
  brokenAt: number | null;
  /** For the older ones. */
  cursor?: string;
}

export interface AuditPage {
  items: readonly AuditItem[];
  /** Number of the newest entry; they are numbered without gaps. */
  newest: number;
  /** Whose acts alone were asked for. */
  person?: PersonView;
  /** For the older ones. */
  cursor?: string;
}

export interface ChainVerdict {
  events: number;
  /** Hash of the newest event; 64 zeros without one. */
  head: string;
  checkpoints: number;
  /** The first event that does not fit its predecessor or its own hash. */
  brokenAt: number | null;
  /** Checkpoints whose signature is wrong, or that signed another link than stands there now. */
  wrongCheckpoints: readonly number[];
}

/** RFC 9457, as every error of /api/v1 answers. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  code: string;
  detail?: string;
  field?: string;
  gates?: readonly Gate[];
}
