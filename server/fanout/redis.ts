// The fan-out over Redis: what it carries is on disk already, so it may be late, lossy or away, and says when it was.
import { randomBytes } from 'node:crypto';
import { type Clock, realClock } from '../collab/clock';
import type { Log } from '../log';
import { type Envelope, opened, sealed } from './envelope';
import type { FanoutMessage, WatchedFanout } from './fanout';
import { Latest } from './latest';
import { type Link, redisLink } from './link';
import { encodeMessage } from './message';
import { Outbox } from './outbox';
import { Peers } from './peers';

export interface RedisFanoutNeeds {
  /** redis:// or rediss://, possibly with a password: never logged. */
  url: string;
  channel: string;
  /** Seals what is said on the channel; what others say there is not heard. */
  key: Uint8Array;
  log: Log;
  clock?: Clock;
  /** Tests shorten it. */
  awayMs?: number;
}

/** Each node says something so often, and hears itself say it: that proves both connections and Redis between them. */
const BEAT_MS = 1000;
/** Not having heard itself for so long, it takes Redis for away and both connections for dead. */
const AWAY_MS = 5000;
/** Envelopes without an answer; the rest waits in the bounded outbox, not in the socket's memory. */
const MOST_IN_FLIGHT = 16;
/** Presence goes when nothing else waits, so many at a time: a slow Redis thins it out, and holds nothing up behind it. */
const PRESENCE_IN_FLIGHT = 2;
/** Presence of all documents is gathered so long: an envelope per window, however many people move. */
const PRESENCE_MS = 25;
const IGNORED_EVERY_MS = 60_000;
const LAST_WORDS_MS = 500;

/** Connects by itself, now or whenever Redis is there. */
export class RedisFanout implements WatchedFanout {
  readonly shared = true;
  connected = false;

  private readonly needs: RedisFanoutNeeds;
  private readonly clock: Clock;
  private readonly link: Link;
  private readonly node = randomBytes(9).toString('base64url');
  private readonly outbox = new Outbox();
  private readonly presence = new Latest();
  private presencePlanned = false;
  private readonly peers = new Peers();
  private readonly listeners = new Set<(message: FanoutMessage) => void>();
  private readonly missed = new Set<() => void>();
  private readonly count = { published: 0, lost: 0, heard: 0, ignored: 0, gaps: 0 };
  private number = 0;
  /** So many of the dropped ones have their gap in the numbers. */
  private dropped = 0;
  private inFlight = 0;
  private planned = false;
  private saidAway = false;
  private ignoredSaid = Number.NEGATIVE_INFINITY;
  private awaySince: number;
  /** When a connection was last lost. What was sent before it proves nothing. */
  private lastDown = 0;
  private lastEcho: number;
  private lastReconnect = 0;
  private lag = 0;
  private cancelBeat = (): void => undefined;
  private closed = false;

  constructor(needs: RedisFanoutNeeds) {
    this.needs = needs;
    this.clock = needs.clock ?? realClock;
    this.awaySince = this.clock.now();
    this.lastEcho = this.awaySince;
    this.link = redisLink({
      url: needs.url,
      channel: needs.channel,
      onPayload: (payload) => this.hear(payload),
      // What waited goes first, so that the beat tells of it.
      onUp: () => {
        this.pump();
        this.beat();
      },
      onDown: (why) => {
        this.lastDown = this.clock.now();
        this.away(why);
      },
    });
    this.planBeat();
  }

  publish(message: FanoutMessage): void {
    if (this.closed) return;
    if (message.kind === 'presence') {
      this.presence.push(message);
      this.planPresence();
      return;
    }
    this.outbox.push(encodeMessage(message));
    if (this.planned) return;
    this.planned = true;
    // One commit tells of many documents: they go together.
    queueMicrotask(() => {
      this.planned = false;
      this.pump();
    });
  }

  private planPresence(): void {
    if (this.presencePlanned) return;
    this.presencePlanned = true;
    this.clock.after(PRESENCE_MS, () => {
      this.presencePlanned = false;
      this.pump();
    });
  }

  subscribe(listen: (message: FanoutMessage) => void, missed?: () => void): void {
    this.listeners.add(listen);
    if (missed) this.missed.add(missed);
  }

  /** What was published last still goes out when Redis takes it at once. */
  async close(): Promise<void> {
    this.closed = true;
    this.cancelBeat();
    this.presencePlanned = false;
    this.pump();
    const end = this.clock.now() + LAST_WORDS_MS;
    const waiting = () => this.inFlight + this.outbox.size + this.presence.size;
    while (this.link.writable && waiting() > 0 && this.clock.now() < end)
      await new Promise((resolve) => setTimeout(resolve, 5));
    this.link.close();
  }

  stats(): Record<string, number> {
    return {
      fanout_connected: this.connected ? 1 : 0,
      fanout_other_nodes: this.peers.count(this.clock.now()),
      fanout_lag_ms: this.lag,
      fanout_waiting_messages: this.outbox.size,
      fanout_presence_dropped_total: this.presence.dropped,
      fanout_published_total: this.count.published,
      fanout_lost_total: this.count.lost + this.outbox.dropped,
      fanout_heard_total: this.count.heard,
      fanout_ignored_total: this.count.ignored,
      fanout_gaps_total: this.count.gaps,
    };
  }

  // ------------------------------------------------------------------------------------------------------------- speaking

  private pump(): void {
    if (this.outbox.dropped > this.dropped) {
      this.dropped = this.outbox.dropped;
      // A number that nobody gets: the others shall see that something is missing.
      this.number += 1;
    }
    while (this.link.writable && this.inFlight < MOST_IN_FLIGHT && this.outbox.size > 0) {
      this.number += 1;
      this.send(this.outbox.take());
    }
    const presence = this.presencePlanned ? 0 : PRESENCE_IN_FLIGHT;
    while (this.link.writable && this.inFlight < presence && this.presence.size > 0) {
      this.number += 1;
      this.send(this.presence.take());
    }
  }

  private send(messages: readonly Uint8Array[]): void {
    const { node, number } = this;
    this.inFlight += 1;
    this.link
      .publish(sealed(this.needs.key, { node, number, at: this.clock.now(), messages }))
      .then(
        () => {
          this.count.published += messages.length;
        },
        (error: unknown) => {
          // The next envelope shows the others that one is missing.
          this.count.lost += messages.length;
          this.needs.log.debug('messages to the other nodes were lost', { messages: messages.length, error });
        },
      )
      .finally(() => {
        this.inFlight -= 1;
        this.pump();
      });
  }

  private planBeat(): void {
    this.cancelBeat = this.clock.after(BEAT_MS, () => {
      this.lookForEcho(this.clock.now());
      this.beat();
      this.planBeat();
    });
  }

  private beat(): void {
    if (this.link.writable && this.inFlight < 2 * MOST_IN_FLIGHT) this.send([]);
  }

  private lookForEcho(now: number): void {
    const longest = this.needs.awayMs ?? AWAY_MS;
    if (now - this.lastEcho <= longest) return;
    this.away('no answer');
    if (now - this.lastReconnect <= longest) return;
    this.lastReconnect = now;
    this.link.reconnect();
  }

  // ------------------------------------------------------------------------------------------------------------- hearing

  private hear(payload: Buffer): void {
    if (this.closed) return;
    const envelope = opened(this.needs.key, payload);
    if (typeof envelope === 'string') this.ignore(envelope);
    else if (envelope.node === this.node) this.echo(envelope);
    else this.follow(envelope);
  }

  private follow(envelope: Envelope): void {
    const place = this.peers.hear(envelope, this.clock.now());
    if (place === 'again') return;
    if (place === 'gap') {
      this.count.gaps += 1;
      this.tellMissed();
    }
    this.count.heard += envelope.messages.length;
    for (const message of envelope.messages) this.tell(message);
  }

  private tell(message: FanoutMessage): void {
    for (const listen of this.listeners) {
      try {
        listen(message);
      } catch (error) {
        this.needs.log.error('a message of another node could not be followed', { kind: message.kind, error });
      }
    }
  }

  private echo({ at }: Envelope): void {
    const now = this.clock.now();
    this.lag = now - at;
    if (at < this.lastDown) return;
    this.lastEcho = now;
    if (this.connected) return;
    this.connected = true;
    this.saidAway = false;
    this.needs.log.info('the other nodes are heard through Redis', { awayMs: now - this.awaySince });
    this.tellMissed();
  }

  private tellMissed(): void {
    for (const missed of this.missed) missed();
  }

  private away(why: string): void {
    if (this.connected) this.awaySince = this.clock.now();
    this.connected = false;
    if (this.saidAway || this.closed) return;
    this.saidAway = true;
    this.needs.log.warn('Redis is away: until it is back, nodes meet in the log every two seconds', { why });
  }

  /** A stranger on the channel must not fill the log. */
  private ignore(why: 'version' | 'foreign' | 'damaged'): void {
    this.count.ignored += 1;
    const now = this.clock.now();
    if (now - this.ignoredSaid < IGNORED_EVERY_MS) return;
    this.ignoredSaid = now;
    this.needs.log.warn('a message on the channel is not one of ours and is ignored', { why, all: this.count.ignored });
  }
}
