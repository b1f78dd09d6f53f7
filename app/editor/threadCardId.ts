// The id of a thread's card in the page: the marked words point to it (aria-details).

export function threadCardId(threadId: string): string {
  return `thread-${threadId}`;
}
