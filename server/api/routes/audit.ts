// Routes of proof: verifying a package, and the organisation's record for its administrators.
import { witnessIn } from '../../../domain/package/verify';
import { Refused } from '../../../domain/refusal';
import { exportRecord, RECORD_FORMATS } from '../../commands/audit/exportRecord';
import { verifyChain } from '../../commands/audit/verifyChain';
import { judgeUpload } from '../../files/judgeUpload';
import { publishedKeys } from '../../keys/keys';
import { auditPage, recordFrom } from '../../views/audit';
import { json, orThrow, type Route } from '../route';

/** Far above any package, far below what this process may hold for somebody who is not signed in. */
const LIMIT = 16 * 1024 * 1024;
const PAGE = 1000;
const FILE_TYPE = { csv: 'text/csv; charset=utf-8', jsonl: 'application/x-ndjson' };

export const auditRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: '/verify',
    summary: 'Verifies a signed package; nothing is stored, nobody has to sign in',
    open: true,
    body: 'bytes',
    limit: LIMIT,
    atOnce: 2,
    query: ['witness'],
    answers:
      '{valid, key: known|unknown, standing: known|witnessed|unproven|unknown, checks: [{check, ok, detail?}], fingerprint, says}; `witness`: digest of the completion, kept from before the key became bad',
    handle: async ({ needs, bytes, query }) => {
      const witness = witnessIn(query.witness ?? '');
      if (query.witness !== undefined && witness === null) throw new Refused('bad-request', { field: 'witness' });
      const verdict = await judgeUpload({ bytes, keys: (await publishedKeys(needs.keys)).items, witness });
      // CONTRACT has two words for the key; which of them a key that became bad is depends on the witness.
      const known = verdict.checks.some(({ check, ok }) => check === 'key' && ok);
      return json(200, { ...verdict, key: known ? 'known' : 'unknown', standing: verdict.key });
    },
  },
  {
    method: 'GET',
    path: '/audit',
    summary:
      'Everything that happened in the organisation, oldest first; of reviews whose record one may not read, without anybody’s words (`withheld`); for administrators',
    query: ['after', 'format'],
    answers:
      '{items, cursor?}, 1,000 a page; with format=csv or jsonl up to 20,000 as text/csv or application/x-ndjson, numbered without gaps by `seq`',
    handle: async ({ needs, query }, actor) => {
      const { after = '0', format = 'json' } = query;
      if (!/^\d{1,15}$/.test(after)) throw new Refused('bad-request', { field: 'after' });
      const file = RECORD_FORMATS.find((one) => one === format);
      if (file) {
        const bytes = orThrow(await exportRecord(needs, actor, { after: Number(after), format: file }));
        return { status: 200, bytes, type: FILE_TYPE[file], filename: `audit.${file}` };
      }
      const rows = await recordFrom(needs, actor, { after: Number(after), limit: PAGE + 1 });
      if (format !== 'json') throw new Refused('bad-request', { field: 'format', detail: 'json, csv or jsonl' });
      const items = rows.slice(0, PAGE);
      const last = items.at(-1);
      return json(200, rows.length > PAGE && last ? { items, cursor: String(last.seq) } : { items });
    },
  },
  {
    method: 'GET',
    path: '/audit/events',
    summary: 'The record newest first, 100 a page, with names and titles in place of ids; for administrators',
    query: ['kind', 'person', 'cursor'],
    answers: '{items:[{seq, at, kind, actor, review}], newest, cursor?}; `kind`: what stands before the dot',
    handle: async ({ needs, query }, actor) => json(200, orThrow(await auditPage(needs, actor, query))),
  },
  {
    method: 'GET',
    path: '/audit/verify',
    summary: 'Reads the whole chain and holds it against every checkpoint; for administrators',
    answers: '{events, head, checkpoints, brokenAt, wrongCheckpoints}',
    handle: async ({ needs }, actor) => {
      if (!actor.admin) throw new Refused('forbidden');
      return json(200, await verifyChain(needs.database.db));
    },
  },
];
