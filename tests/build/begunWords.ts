// Words that a page keeps as begun, as they lie in its browser.

/** Runs in the page: the words that this browser keeps as begun, and what a new comment is about. */
export async function begunWords(): Promise<(string | null)[][]> {
  const found: (string | null)[][] = [];
  for (const { name } of await indexedDB.databases()) {
    if (!name?.startsWith('countersign-unsent/')) continue;
    const items = await new Promise<string[]>((resolve, reject) => {
      const opened = indexedDB.open(name);
      opened.onerror = () => reject(opened.error);
      opened.onsuccess = () => {
        const all = opened.result.transaction('unsent').objectStore('unsent').getAll();
        all.onsuccess = () => {
          opened.result.close();
          resolve(all.result as string[]);
        };
      };
    });
    for (const item of items) {
      const { begun, words } = JSON.parse(item) as {
        begun?: string;
        words: { body: string; place?: { quote: string } };
      };
      if (begun !== undefined) found.push([words.body, words.place?.quote ?? null]);
    }
  }
  return found;
}
