// The sign page's own arithmetic: who holds, what the digest of the received bytes is, how it is shown.
import { createHash } from 'node:crypto';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { filenameOf } from '../../app/review/download';
import { objectors } from '../../app/review/LiveBanners';
import { digestOfBytes } from '../../app/review/sign/digest';
import { shortDigest } from '../../app/review/sign/shortDigest';
import { markOf, tallyOf } from '../../app/review/sign/tally';
import { stepsOf } from '../../app/review/stages';
import { differenceOf, pairIn } from '../../app/review/versions/chosen';
import type { Stage } from '../../domain/review';
import type { SignoffLineView, SignoffStepView, SignoffView } from '../../domain/view';

const line = (personId: string, said: Partial<SignoffLineView> = {}): SignoffLineView => ({
  id: `line of ${personId}`,
  personId,
  name: personId,
  colour: 1,
  roles: ['signatory'],
  scope: 'whole',
  standing: 'own',
  resting: false,
  turn: false,
  ...said,
});
const step = (lines: SignoffLineView[], with_: Partial<SignoffStepView> = {}): SignoffStepView => ({
  no: 1,
  order: 1,
  title: { zh: '会签', en: 'Countersign' },
  rule: { kind: 'all' },
  issues: false,
  lines,
  open: true,
  passed: false,
  returned: false,
  agreed: 0,
  asked: lines.length,
  need: lines.length,
  words: {
    key: 'all',
    values: { agreed: 0, asked: lines.length, need: lines.length, min: 0, names: [] },
    goesOn: false,
  },
  ...with_,
});

describe('what a line shows', () => {
  it('is stale when an agreement names other bytes', () => {
    expect(markOf({ decision: 'agree', stale: true })).toBe('stale');
    expect(markOf({ decision: 'reserve', stale: true })).toBe('stale');
  });

  it('SG3 stays an objection over any bytes', () => {
    expect(markOf({ decision: 'object', stale: true })).toBe('object');
  });

  it('SG9 is told across the page where it stops the sign-off, and only there', () => {
    const signoff = (rule: SignoffStepView['rule']) =>
      ({ outcome: 'open', steps: [step([line('a', { decision: 'object' })], { rule })] }) as unknown as SignoffView;
    expect(objectors({ signoff: signoff({ kind: 'all' }) })).toEqual(['a']);
    expect(objectors({ signoff: signoff({ kind: 'any', objectionBlocks: false }) })).toEqual([]);
  });

  it('is nothing before somebody decided', () => {
    expect(markOf({})).toBe('none');
  });

  it('counts agreements and reservations as valid, nothing else', () => {
    const tally = tallyOf({
      steps: [
        step([
          line('a', { decision: 'agree' }),
          line('b', { decision: 'reserve' }),
          line('c', { decision: 'agree', stale: true }),
          line('d', { decision: 'abstain' }),
          line('e'),
        ]),
      ],
    });
    expect([tally.valid, tally.all]).toEqual([2, 5]);
    expect(tally.count).toEqual({ agree: 1, reserve: 1, object: 0, abstain: 1, stale: 1, none: 1 });
  });
});

describe('P10 the digest of what was received', () => {
  const bytes = new TextEncoder().encode('{"schema":"countersign.document/1","title":"年度自查"}');
  const expected = createHash('sha256').update(bytes).digest('hex');
  afterEach(() => vi.unstubAllGlobals());

  it('is the SHA-256 of the bytes, by the browser', async () => {
    expect(await digestOfBytes(bytes)).toBe(expected);
  });

  it('is the same on a plain-http intranet, where the browser offers no hash', async () => {
    vi.stubGlobal('crypto', { getRandomValues: crypto.getRandomValues.bind(crypto) });
    expect(await digestOfBytes(bytes)).toBe(expected);
  });

  it('changes with one byte', async () => {
    const other = bytes.slice();
    other[10] = (other[10] ?? 0) ^ 1;
    expect(await digestOfBytes(other)).not.toBe(expected);
  });

  it('is read out in groups of four', () => {
    expect(shortDigest('7f3a92c105be4d10aaaa', 4)).toBe('7F3A 92C1 05BE 4D10');
    expect(shortDigest('7f3a92c105be4d10aaaa', 2)).toBe('7F3A 92C1');
  });
});

describe('the steps above a review', () => {
  const current = (stage: Stage, steps: SignoffStepView[] | null = null) =>
    stepsOf(stage, steps && { steps }).map((one) => one.state);

  it.each([
    ['drafting', ['current', 'later', 'later', 'later', 'later']],
    ['review', ['done', 'current', 'later', 'later', 'later']],
    ['approved', ['done', 'done', 'done', 'done', 'current']],
    ['archived', ['done', 'done', 'done', 'done', 'done']],
  ] as const)('while %s', (stage, states) => {
    expect(current(stage)).toEqual(states);
  });

  it('stand on countersigning until only the issuing step is open', () => {
    const first = step([line('a')]);
    const issue = step([line('h')], { order: 2, issues: true });
    expect(current('signoff', [first, issue])[2]).toBe('current');
    expect(current('signoff', [{ ...first, passed: true }, issue])).toEqual([
      'done',
      'done',
      'done',
      'current',
      'later',
    ]);
  });

  it('stay on countersigning when a rule has no issuing step', () => {
    expect(current('signoff', [step([line('a')])])[2]).toBe('current');
  });
});

describe('the name of a downloaded file', () => {
  it("is the server's, in UTF-8", () => {
    expect(filenameOf(`attachment; filename="export"; filename*=UTF-8''${encodeURIComponent('年度自查.docx')}`)).toBe(
      '年度自查.docx',
    );
  });

  it('is a plain word when the header says nothing readable', () => {
    expect(filenameOf(null)).toBe('review');
    expect(filenameOf("attachment; filename*=UTF-8''%E5%B9")).toBe('review');
  });
});

describe('the difference that a stale signature leads to', () => {
  it('is an address that names both versions, and opens that pair', () => {
    const address = differenceOf('r', 1, 3);
    expect(address).toBe('/reviews/r/history?a=v1&b=v3');
    expect(pairIn(new URL(address, 'http://x').searchParams)).toEqual({ a: 'v1', b: 'v3' });
  });

  it('is nobody’s wish where the address names no state', () => {
    for (const query of ['', 'a=v1', 'a=v1&b=', 'a=v1&b=<b>', 'a=v0&b=now'])
      expect(pairIn(new URLSearchParams(query)), query).toBeNull();
  });
});
