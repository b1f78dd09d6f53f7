// Wipes everything that this browser keeps of one review for one person, whatever its epoch: copies, words set aside, unsent comments.
import { keepAside } from './asideStore';
import { type CopyKey, copyName, wipeLocalCopy } from './localCopy';
import { wipeUnsent } from './unsentStore';

/** Never throws: a browser without a store has nothing to wipe, one that cannot list its stores keeps them until it can. */
export async function wipeCopiesOf({ person, review }: Pick<CopyKey, 'person' | 'review'>): Promise<void> {
  keepAside({ person, review }, { lines: [] });
  await wipeUnsent({ person, review });
  try {
    const stores = await indexedDB.databases();
    for (const { name } of stores) {
      const epoch = Number(name?.split('/').at(-1));
      const key = { person, review, epoch };
      if (name !== copyName(key)) continue;
      await wipeLocalCopy(key);
    }
  } catch (error) {
    console.warn('local copies were not wiped', error);
  }
}
