// What reaches people inside the product: one row a person and act, written in the act's own transaction.
import type { NewNotification } from '../../domain/notify';
import { notifications } from '../schema/inbox';
import type { Queries } from './db';

/** Nobody to tell writes nothing. */
export async function insertNotifications(tx: Queries, rows: readonly NewNotification[]): Promise<void> {
  if (rows.length > 0) await tx.insert(notifications).values([...rows]);
}
