// What the page says will be recorded, and what a signer keeps of it: the line's own words, not those of the person as they are now.
import { expect, test } from 'vitest';
import { Again } from '../../app/review/sign/Again';
import { Decided } from '../../app/review/sign/Decided';
import { DecisionForm } from '../../app/review/sign/DecisionForm';
import { Recorded } from '../../app/review/sign/Recorded';
import type { SignoffLineView, SignoffView } from '../../domain/view';
import en from '../../domain/words/en.json';
import zh from '../../domain/words/zh-CN.json';
import { rendered } from '../build/rendered';

const line = (more: Partial<SignoffLineView>): SignoffLineView => ({
  id: 'l1',
  personId: 'wu',
  name: 'Wu',
  colour: 1,
  roles: ['signatory', 'head'],
  scope: 'whole',
  standing: 'own',
  resting: false,
  turn: true,
  ...more,
});

test('11.50 name and roles are those of the line; only a delegate is said to stand for somebody', () => {
  const qian = { personId: 'qian', name: 'Qian' };
  const said = (more: Partial<SignoffLineView>) => rendered(<Recorded line={line(more)} />, 'en');
  expect(said({})).toContain('Recorded: Wu, Signatory, Head, server time');
  expect(said({ standing: 'transferred', standsFor: qian })).toContain('Recorded: Wu, Signatory');
  expect(said({ standing: 'delegated', standsFor: qian })).toContain('Recorded: Wu (for Qian), Signatory');
});

test('SG27 the digest that is shown to who has decided is the one that their decision names, not that of a later version', () => {
  const own = line({ decision: 'agree', stale: false, lastSigned: 1, at: '2026-11-30T08:00:00.000Z', scope: ['a'] });
  const signed = { version: 1, digest: 'b'.repeat(64), recordSha256: 'c'.repeat(64) };
  const mine = { line: 'l1', order: 1, decision: 'agree', turn: false, signed };
  const signoff = { version: 2, digest: 'a'.repeat(64), recordSha256: 'd'.repeat(64), steps: [], mine };
  const page = { id: 'r1', title: 'T' } as never;
  const shown = rendered(
    <Decided
      page={page}
      signoff={signoff as unknown as SignoffView}
      line={own}
      sections="A"
      onReread={() => undefined}
    />,
    'en',
  );
  expect(shown).toContain('BBBB');
  expect(shown).not.toContain('AAAA');
});

test('what a signature here is not is said beside the button that signs, first and again, and at the package, in both languages', () => {
  const own = line({ decision: 'agree', stale: true, lastSigned: 1 });
  const signoff = {
    version: 2,
    digest: 'a'.repeat(64),
    steps: [],
    sentence: { clauses: [], agreed: 0, need: 1 },
    mine: null,
  } as unknown as SignoffView;
  const page = { id: 'r1', me: { id: 'wu' }, members: [], abilities: [] } as never;
  const sign = { page, signoff, line: own, sections: null, seen: null, moved: null, onReread: () => undefined };
  for (const locale of ['zh-CN', 'en'] as const) {
    const forms = [<DecisionForm key="1" {...sign} />, <Again key="2" {...sign} since={{ kind: 'none' } as never} />];
    const shown = [...forms.map((form) => rendered(form, locale)), LIMITS[locale].atPackage];
    for (const words of shown) for (const not of LIMITS[locale].not) expect(words).toContain(not);
    for (const form of shown.slice(0, 2)) expect(form).toContain('href="/verify"');
  }
});

const LIMITS = {
  'zh-CN': { not: ['不是可靠电子签名', 'eIDAS 高级电子签名'], atPackage: zh.review.export.packageLimits },
  en: {
    not: ['either an advanced electronic signature (eIDAS) nor a reliable one (China’s Electronic Signature Law'],
    atPackage: en.review.export.packageLimits,
  },
};
