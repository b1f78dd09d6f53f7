// One copy of the document in this page: the text as the server gave it, the local store below it, the socket beside it.
import { fromBase64 } from 'lib0/buffer';
import { Awareness } from 'y-protocols/awareness';
import type { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import type { Block } from '../../../domain/document/blocks';
import { type Lost, lostSince } from '../../../domain/document/lost';
import type { Notice } from '../../../domain/protocol';
import { type CopyKey, type LocalCopy, openLocalCopy } from '../copy/localCopy';
import { watchLosses } from '../copy/losses';
import {
  edited,
  frameSent,
  framesSettled,
  isLate,
  LATE_MS,
  type Ledger,
  newLedger,
  socketOpened,
  unsavedOf,
  unsavedSince,
} from '../save/ledger';
import { type Connection, connect } from './connection';
import { GIVEN, holdsMore, isEdit } from './edits';
import { createGate, type Gate } from './gate';
import { presentIn } from './presence';
import { createProvider } from './provider';
import { createTextReader } from './text';
import { wholeFrame } from './whole';

/** How long the server may take to ask for what this copy has, in ms. */
const OFFER_MS = 500;

interface CopyInput {
  key: CopyKey;
  /** `ws://HOST/collab` */
  url: string;
  params: () => Readonly<Record<string, string>>;
  /** Base64 Yjs state: what the server had when it made the page. */
  state: string;
  /** Without the local store the words live in this page alone. */
  keep: boolean;
  /** Save state, presence or connection have changed. */
  onChange: () => void;
  /** `blocksMoved`: more than words within blocks have changed. */
  onText: (blocksMoved: boolean) => void;
  onNotice: (notice: Notice) => void;
  /** Somebody deleted meanwhile what words of this page stood in that the server does not have. */
  onLost: (lost: Lost) => void;
  /** The socket was closed by 44xx. */
  onEnd: (code: number) => void;
}

export interface Copy {
  doc: Y.Doc;
  awareness: Awareness;
  gate: Gate;
  /** The text as it stands now. */
  blocks(): Block[];
  readonly ledger: Ledger;
  /** The server's text has arrived in this copy. */
  readonly synced: boolean;
  /** Null until the local copy is loaded. */
  readonly connection: Connection | null;
  start(): void;
  /** From now on the words live in this page alone. */
  closeStore(): Promise<void>;
  /** Resolves when the local store is closed. */
  stop(): Promise<void>;
}

/** The text is there at once; `start` loads the local copy and only then connects, or it would go out as other people's edits. */
export function openCopy(input: CopyInput): Copy {
  const doc = new Y.Doc();
  const given = fromBase64(input.state);
  Y.applyUpdate(doc, given, GIVEN);
  const awareness = new Awareness(doc);
  const gate = createGate();
  const text = createTextReader(doc);
  let ledger = newLedger();
  let provider: WebsocketProvider | null = null;
  let connection: Connection | null = null;
  let store: Promise<LocalCopy | null> = Promise.resolve(null);
  let stopped = false;
  let synced = false;
  let offer: ReturnType<typeof setTimeout> | undefined;
  let look: ReturnType<typeof setTimeout> | undefined;

  const losses = watchLosses(doc, {
    isOwn: (transaction) => isEdit(transaction, provider),
    isMerge: ({ origin }) => provider !== null && origin === provider && !provider.synced,
    onLost: input.onLost,
  });
  const account = (next: Ledger) => {
    ledger = next;
    if (unsavedOf(ledger) === 0) losses.settled();
    input.onChange();
    lookLater();
  };
  /** An edit becomes late by the clock alone. */
  const lookLater = () => {
    const since = unsavedSince(ledger);
    if (look !== undefined || since === null || isLate(ledger, Date.now())) return;
    look = setTimeout(
      () => {
        look = undefined;
        input.onChange();
        lookLater();
      },
      since + LATE_MS - Date.now(),
    );
  };
  // Before the provider's own listener: an edit is counted before it is sent.
  doc.on('update', (_update: Uint8Array, _origin: unknown, _doc: Y.Doc, transaction: Y.Transaction) => {
    input.onText([...transaction.changed.keys()].some((type) => !(type instanceof Y.XmlText)));
    if (isEdit(transaction, provider)) account(edited(ledger, Date.now()));
  });
  // Carets move forty times a second where twenty people write: who is here changes seldom.
  let people = '';
  awareness.on('change', () => {
    const now = JSON.stringify(presentIn(awareness));
    if (now !== people) input.onChange();
    people = now;
  });

  const onSynced = () => {
    synced = true;
    input.onChange();
    clearTimeout(offer);
    offer = setTimeout(() => provider && offerUnasked(provider, ledger), OFFER_MS);
  };

  const begin = async () => {
    if (input.keep) store = openLocalCopy(input.key, doc);
    const kept = await store;
    if (stopped) return;
    if (kept && holdsMore(doc, given)) {
      account(edited(ledger, Date.now()));
      const lost = lostSince(kept.left, given, doc);
      if (lost) input.onLost(lost);
    }
    provider = createProvider({
      url: input.url,
      reviewId: input.key.review,
      params: input.params(),
      doc,
      awareness,
      gate,
      onOpening: () => account(socketOpened(ledger)),
      onSync: (kind) => account(frameSent(ledger, kind)),
      onAck: (n) => account(framesSettled(ledger, n, Date.now())),
      onNotice: input.onNotice,
    });
    provider.on('sync', (now) => now && onSynced());
    connection = connect(provider, input);
    input.onChange();
  };
  const closeStore = async () => {
    await (await store)?.close();
  };
  return {
    doc,
    awareness,
    gate,
    blocks: text.blocks,
    get ledger() {
      return ledger;
    },
    get synced() {
      return synced;
    },
    get connection() {
      return connection;
    },
    start: () => void begin(),
    closeStore,
    async stop() {
      stopped = true;
      clearTimeout(offer);
      clearTimeout(look);
      gate.drop();
      connection?.destroy();
      awareness.destroy();
      await closeStore();
    },
  };
}
/** Readers are never asked. Words from when one could still write are offered all the same: the refusal brings them to light. */
function offerUnasked(provider: WebsocketProvider, ledger: Ledger): void {
  const asked = ledger.whole || ledger.waiting.some(({ kind }) => kind === 'step2');
  if (asked || unsavedOf(ledger) === 0 || provider.ws?.readyState !== WebSocket.OPEN) return;
  provider.ws.send(wholeFrame(provider.doc));
}
