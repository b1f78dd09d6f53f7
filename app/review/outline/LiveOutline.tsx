// The outline over the live text, with the gates or the progress of the sign-off below it.
'use client';
import { useMemo } from 'react';
import type { Block } from '../../../domain/document/blocks';
import type { Gate } from '../../../domain/gates';
import { mayOwnSection, maySetSection } from '../../../domain/sectionRights';
import type { ReviewPage } from '../../../domain/view';
import type { SectionChange, Structure } from '../useStructure';
import { GateCard } from './GateCard';
import { Outline } from './Outline';
import { type MissingSection, missingSections, type OutlineRow } from './outlineRows';
import { SignProgress } from './SignProgress';

interface Props {
  page: ReviewPage;
  rows: readonly OutlineRow[];
  blocks: readonly Block[];
  current: string | null;
  gates: readonly Gate[] | null;
  hints: number;
  onGo: (block: number) => void;
  /** Absent while the text is not edited: read, only suggested in, or on a phone. */
  onAdd?: ((section: MissingSection) => void) | undefined;
  onGate: (gate: Gate) => void;
  onHints: () => void;
  onPlan: () => void;
  onClose: () => void;
  structure: Pick<Structure, 'sections' | 'setSection'>;
  /** Without the server nothing is set. */
  offline: boolean;
}

export function LiveOutline({
  page,
  rows,
  blocks,
  current,
  gates,
  hints,
  onGo,
  onAdd,
  onGate,
  onHints,
  onPlan,
  onClose,
  structure,
  offline,
}: Props) {
  const writes = page.abilities.includes('write');
  const plans = page.abilities.includes('plan-signoff');
  const missing = useMemo(
    () => (writes ? missingSections(blocks, page.templateBody) : []),
    [writes, blocks, page.templateBody],
  );
  const care = useMemo(() => {
    const members = page.members.map(({ id, roles }) => ({ personId: id, roles }));
    const review = { id: page.id, stage: page.stage, members };
    return {
      writers: page.members.filter((one) => mayOwnSection(review, one.id)),
      may: (ownerId: string | null) => maySetSection(review, page.me.id, ownerId),
      onSet: (sectionKey: string, change: SectionChange) => void structure.setSection(sectionKey, change),
    };
  }, [page, structure]);
  const signoff = page.signoff?.outcome === 'cancelled' ? null : page.signoff;
  return (
    <Outline
      rows={rows}
      missing={missing}
      current={current}
      onGo={(row) => onGo(row.block)}
      onClose={onClose}
      sections={structure.sections}
      meId={page.me.id}
      {...(onAdd && { onAdd })}
      {...(!offline && { care })}
    >
      {signoff ? (
        <SignProgress reviewId={page.id} signoff={signoff} returned={page.openSections.length > 0} />
      ) : (
        gates && (
          <GateCard
            page={page}
            gates={gates}
            hints={hints}
            onGo={onGate}
            onHints={onHints}
            {...(plans && { onPlan })}
          />
        )
      )}
    </Outline>
  );
}
