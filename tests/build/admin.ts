// Statements that make and drop whole databases, for the builders of databases.
import { openDatabase } from '../../db/open';

/** The same server and user, another database. */
export function onDatabase(url: string, name: string): string {
  const other = new URL(url);
  other.pathname = `/${name}`;
  return other.toString();
}

/** Each statement by itself: databases are not made inside a transaction. */
export async function asAdmin(admin: string, ...statements: string[]): Promise<void> {
  const { sql, close } = openDatabase({ url: admin, max: 1 });
  try {
    for (const statement of statements) await sql.unsafe(statement);
  } finally {
    await close();
  }
}
