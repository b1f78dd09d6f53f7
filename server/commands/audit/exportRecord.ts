// export.record: an administrator takes the record away as a file; the record itself says so from then on.
import { peopleByIds } from '../../../db/queries/people';
import type { Actor } from '../../../domain/actor';
import { sha256Hex } from '../../../domain/jcs';
import type { Result } from '../../../domain/result';
import { auditCsv } from '../../files/auditCsv';
import type { Needs } from '../../needs';
import { recordFrom } from '../../views/audit';
import { peopleAct } from '../people/act';
import { attempt } from '../run';

export const RECORD_FORMATS = ['csv', 'jsonl'] as const;

interface Asked {
  /** Entries behind this one. */
  after: number;
  format: (typeof RECORD_FORMATS)[number];
}

/** Entries in one file: a few MiB. */
const FILE = 20_000;

/** 20,000 entries at most. The event holds the file's own digest. Refusals: forbidden. */
export async function exportRecord(needs: Needs, actor: Actor, asked: Asked): Promise<Result<Uint8Array>> {
  const { after, format } = asked;
  const made = await attempt(async () => {
    const rows = await recordFrom(needs, actor, { after, limit: FILE });
    const people = await peopleByIds(
      needs.database.db,
      rows.map((row) => row.actor),
    );
    const words =
      format === 'csv'
        ? auditCsv(rows, (id) => people.get(id)?.name ?? '')
        : rows.map((row) => JSON.stringify(row)).join('\n');
    return { bytes: new TextEncoder().encode(words), to: rows.at(-1)?.seq ?? after };
  });
  if (!made.ok) return made;
  const { bytes, to } = made.value;
  return peopleAct(needs, async ({ event }) => {
    event(actor.personId, { kind: 'export.record', body: { format, after, to, sha256: sha256Hex(bytes) } });
    return bytes;
  });
}
