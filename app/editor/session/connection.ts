// Keeps one provider connected: comes back after a pause that nobody shares, stops for ever at 44xx, tells what it knows.
import type { WebsocketProvider } from 'y-websocket';
import { endsForEver, waitBefore } from './backoff';
import { type Link, linkOf, OFFLINE_AFTER_MS } from './link';

export interface Connection {
  readonly link: Link;
  /** Since when no socket is open, in ms since 1970; null while one is. */
  readonly since: number | null;
  /** The present socket brought the server's text: it was let in, not only opened to be told why not. */
  readonly admitted: boolean;
  /** The 44xx that stopped it; null while it lives or comes back. */
  readonly closed: number | null;
  /** Tries now, also after a 44xx: a person has acted. */
  retry(): void;
  destroy(): void;
}

interface Listener {
  onChange: () => void;
  onEnd: (code: number) => void;
}

export function connect(provider: WebsocketProvider, { onChange, onEnd }: Listener): Connection {
  let open = false;
  let downSince = Date.now();
  let closed: number | null = null;
  let attempt = 0;
  let comeBack: ReturnType<typeof setTimeout> | undefined;
  let judgeAgain: ReturnType<typeof setTimeout> | undefined;

  const later = () => {
    clearTimeout(judgeAgain);
    judgeAgain = setTimeout(onChange, OFFLINE_AFTER_MS + 20);
  };
  const retry = () => {
    clearTimeout(comeBack);
    attempt = 0;
    if (closed !== null) downSince = Date.now();
    closed = null;
    later();
    provider.connect();
    onChange();
  };
  const onNetwork = () => (navigator.onLine && closed === null ? retry() : onChange());

  provider.on('status', ({ status }) => {
    if (status === 'connecting' || open === (status === 'connected')) return;
    open = status === 'connected';
    downSince = Date.now();
    if (!open) later();
    onChange();
  });
  provider.on('sync', (synced) => {
    if (synced) attempt = 0;
  });
  provider.on('closed', ({ code }) => {
    if (endsForEver(code)) {
      closed = code;
      onChange();
      onEnd(code);
      return;
    }
    comeBack = setTimeout(() => provider.connect(), waitBefore({ code, attempt, chance: Math.random() }));
    attempt += 1;
  });
  window.addEventListener('online', onNetwork);
  window.addEventListener('offline', onNetwork);
  later();
  provider.connect();

  return {
    get link() {
      return linkOf({ open, stopped: closed !== null, downSince, network: navigator.onLine, now: Date.now() });
    },
    get since() {
      return open ? null : downSince;
    },
    get admitted() {
      return open && provider.synced;
    },
    get closed() {
      return closed;
    },
    retry,
    destroy() {
      clearTimeout(comeBack);
      clearTimeout(judgeAgain);
      window.removeEventListener('online', onNetwork);
      window.removeEventListener('offline', onNetwork);
      provider.destroy();
    },
  };
}
