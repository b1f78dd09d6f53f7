// A page announces itself and nobody else. Stock clients send on what they hear of others: quadratic traffic (danger 8).
import { createEncoder, toUint8Array, writeVarUint, writeVarUint8Array } from 'lib0/encoding';
import { encodeAwarenessUpdate } from 'y-protocols/awareness';
import type { WebsocketProvider } from 'y-websocket';
import { KIND } from '../../../domain/protocol';

interface Changes {
  added: number[];
  updated: number[];
  removed: number[];
}

export function sendOwnPresenceOnly(provider: WebsocketProvider): void {
  const { awareness } = provider;
  const own = () => encodeAwarenessUpdate(awareness, [awareness.clientID]);
  awareness.off('update', provider._awarenessUpdateHandler);
  // Under the stock name, so that the provider takes it off again when it is destroyed.
  provider._awarenessUpdateHandler = ({ added, updated, removed }: Changes) => {
    const mine = [added, updated, removed].some((clients) => clients.includes(awareness.clientID));
    if (!mine || provider.ws?.readyState !== WebSocket.OPEN) return;
    const encoder = createEncoder();
    writeVarUint(encoder, KIND.awareness);
    writeVarUint8Array(encoder, own());
    provider.ws.send(toUint8Array(encoder));
  };
  awareness.on('update', provider._awarenessUpdateHandler);
  provider.messageHandlers[KIND.queryAwareness] = (encoder) => {
    writeVarUint(encoder, KIND.awareness);
    writeVarUint8Array(encoder, own());
  };
}
