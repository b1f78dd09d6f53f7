// Runs every check of the catalogue over one text; the same in the browser, at an import and at the freeze.
import type { Outline } from '../document/outlineTypes';
import type { Template } from '../template/template';
import { advert } from './advert';
import { bidiControl } from './bidiControl';
import { blankRun } from './blankRun';
import { type RuleKey, TEXT_RULES, type TextRule } from './catalogue';
import type { Check, Hit } from './check';
import { type Beside, type CheckedText, checkedText, type Place, placeOf } from './checkedText';
import { commitmentInProblems } from './commitmentInProblems';
import { declaredCount } from './declaredCount';
import { deParticle } from './deParticle';
import { dimensionNoExample } from './dimensionNoExample';
import { dimensionSet } from './dimensionSet';
import { doubledPunct } from './doubledPunct';
import { duplicateWithin } from './duplicateWithin';
import { entityMix } from './entityMix';
import type { Finding } from './finding';
import { halfwidthPunct } from './halfwidthPunct';
import { headingPeriod } from './headingPeriod';
import { instructionLeak } from './instructionLeak';
import { invisibleChar } from './invisibleChar';
import { leftoverMarker } from './leftoverMarker';
import { longSentence } from './longSentence';
import { measureNoOwnerOrDue } from './measureNoOwnerOrDue';
import { noFollowUp } from './noFollowUp';
import { numbering } from './numbering';
import { passwordLine } from './passwordLine';
import { placeholder } from './placeholder';
import { problemShare } from './problemShare';
import { problemWithoutMeasure } from './problemWithoutMeasure';
import { repeatedWord } from './repeatedWord';
import { staleTheme } from './staleTheme';
import { titleMissing } from './titleMissing';
import { truncated } from './truncated';
import { unpairedQuote } from './unpairedQuote';

/** Each rule's own walk; the fixes ask one again over a mended line. */
export const CHECKS: Readonly<Record<TextRule, Check>> = {
  'leftover-marker': leftoverMarker,
  'password-line': passwordLine,
  advert,
  placeholder,
  'doubled-punct': doubledPunct,
  'halfwidth-punct': halfwidthPunct,
  'unpaired-quote': unpairedQuote,
  'invisible-char': invisibleChar,
  'bidi-control': bidiControl,
  'blank-run': blankRun,
  truncated,
  numbering,
  'title-missing': titleMissing,
  'heading-period': headingPeriod,
  'declared-count': declaredCount,
  'dimension-set': dimensionSet,
  'dimension-no-example': dimensionNoExample,
  'duplicate-within': duplicateWithin,
  'measure-no-owner-or-due': measureNoOwnerOrDue,
  'problem-without-measure': problemWithoutMeasure,
  'commitment-in-problems': commitmentInProblems,
  'instruction-leak': instructionLeak,
  'stale-theme': staleTheme,
  'entity-mix': entityMix,
  'repeated-word': repeatedWord,
  'de-particle': deParticle,
  'long-sentence': longSentence,
  'no-follow-up': noFollowUp,
  'problem-share': problemShare,
};

/** Most findings of one rule: nobody mends more at a time, and a hostile text cannot fill an answer. */
export const MOST_OF_ONE_RULE = 200;

export type CheckInput = { text: string; outline: Outline; template: Template } & Beside;

export interface Found {
  finding: Finding;
  elsewhere: readonly Place[];
}

/**
 * What the rules find in `text` (an imported text, or the rendered lines of a review), sorted by place; at one place in the
 * order of the catalogue. `outline` is of that text. `duplicate-across` is the server's (passages.ts). The first 200 findings of each rule; time grows with the text's length.
 */
export function runChecks(input: CheckInput): Finding[] {
  return foundBy(checkedText(input)).map(({ finding }) => finding);
}

/** The same, each with the other places that it is about (CK36). */
export function foundBy(checked: CheckedText): Found[] {
  const found: Found[] = [];
  for (const { key, severity } of TEXT_RULES) {
    let n = 0;
    for (const hit of CHECKS[key](checked)) {
      found.push({ finding: findingOf(checked, { rule: key, severity, hit }), elsewhere: hit.elsewhere ?? [] });
      n += 1;
      if (n === MOST_OF_ONE_RULE) break;
    }
  }
  return found.sort((a, b) => a.finding.start - b.finding.start);
}

function findingOf(
  checked: CheckedText,
  { rule, severity, hit }: { rule: RuleKey; severity: Finding['severity']; hit: Hit },
): Finding {
  const { line, start, end, quote } = placeOf(checked, hit);
  return { rule, severity: hit.severity ?? severity, message: hit.message, line, start, end, quote, ...hit.fields };
}
