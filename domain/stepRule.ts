// What a step's rule says of objections: small, for pages that show a sign-off without judging it.
import type { StepRule } from './review';

/** SG9: whether an objection stops a step of this rule. */
export function objectionBlocks(rule: StepRule): boolean {
  return !('objectionBlocks' in rule && rule.objectionBlocks === false);
}
