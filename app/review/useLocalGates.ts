// The closed gates of the text as it stands in this page, by the same rules as the freeze. The freeze itself asks the server.
'use client';
import { useMemo } from 'react';
import type { Block } from '../../domain/document/blocks';
import { sectionsOf } from '../../domain/document/sections';
import type { Suggestion } from '../../domain/document/suggestions';
import { type Gate, gatesOf, remaining } from '../../domain/gates';
import { emptySteps, planOf } from '../../domain/signoffPlan';
import type { ReviewPage, ThreadView, WaiverView } from '../../domain/view';
import type { Findings } from './checks/useFindings';

/** Null until the checks ran once: before that a number would be a guess. */
export function useLocalGates(
  page: Pick<ReviewPage, 'templateBody' | 'meta' | 'members' | 'signoffSteps'>,
  blocks: readonly Block[],
  suggestions: readonly Suggestion[],
  threads: readonly ThreadView[],
  findings: Findings,
  standing: readonly WaiverView[],
): readonly Gate[] | null {
  const { templateBody: template, meta, members, signoffSteps } = page;
  const { items, lineBlocks } = findings;
  return useMemo(() => {
    if (!items) return null;
    const open = threads.filter((thread) => thread.kind === 'must-fix' && thread.state === 'open');
    const gates = gatesOf({
      template,
      blocks,
      meta,
      suggestions,
      mustFix: open.map(({ id, author, sectionKey, quote }) => ({ id, authorId: author.id, sectionKey, quote })),
      findings: items,
      lineBlocks,
      emptySteps: emptySteps(
        planOf(template, signoffSteps),
        members.map((one) => ({ personId: one.id, roles: one.roles })),
        // Whether somebody named is still active, the server knows.
        { present: () => true, sections: sectionsOf(blocks).map(({ id }) => id) },
      ),
    });
    return remaining(gates, standing);
  }, [template, blocks, suggestions, meta, members, signoffSteps, threads, items, lineBlocks, standing]);
}
