// The address of one thread: of its review's page, naming it.

const PARAMETER = 'thread';

export function threadAddress(origin: string, reviewId: string, threadId: string): string {
  return `${origin}/reviews/${reviewId}?${PARAMETER}=${threadId}`;
}

/** The thread that this address names; null for none. */
export function threadIn(search: string): string | null {
  return new URLSearchParams(search).get(PARAMETER);
}
