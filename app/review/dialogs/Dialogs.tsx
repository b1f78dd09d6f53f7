// The dialog that is open, if any.
'use client';
import type { Gate } from '../../../domain/gates';
import type { ReviewPage } from '../../../domain/view';
import { laterPart } from '../../ui/later';
import { Unsaved } from '../LiveSave';
import type { Live } from '../live';
import type { Opens } from '../PrimaryAction';

const DeleteDialog = laterPart(() => import('./DeleteDialog').then((module) => module.DeleteDialog));
const FactsDialog = laterPart(() => import('./FactsDialog').then((module) => module.FactsDialog));
const FreezeDialog = laterPart(() => import('./FreezeDialog').then((module) => module.FreezeDialog));
const MoveDialog = laterPart(() => import('./MoveDialog').then((module) => module.MoveDialog));
const ShareDialog = laterPart(() => import('./ShareDialog').then((module) => module.ShareDialog));

interface Props {
  page: ReviewPage;
  live: Pick<Live, 'saving' | 'blocks'>;
  open: Opens | null;
  onGate: (gate: Gate) => void;
  onOpen: (what: Opens) => void;
  onClose: () => void;
}

const PlanDialog = laterPart(() => import('../plan/LivePlan').then((file) => file.LivePlan));
const ReturnSections = laterPart(() => import('../signers/ReturnSections').then((file) => file.ReturnSections));

export function Dialogs({ page, live, open, onGate, onOpen, onClose }: Props) {
  switch (open) {
    case null:
      return null;
    case 'share':
      return <ShareDialog page={page} onClose={onClose} />;
    case 'facts':
      return <FactsDialog page={page} onClose={onClose} />;
    case 'delete':
      return <DeleteDialog page={page} onClose={onClose} />;
    case 'freeze':
      return (
        <Unsaved saving={live.saving}>
          {(unsaved) => (
            <FreezeDialog
              page={page}
              blocks={live.blocks}
              unsaved={unsaved}
              onGo={onGate}
              onPlan={() => onOpen('plan')}
              onClose={onClose}
            />
          )}
        </Unsaved>
      );
    case 'plan':
      return <PlanDialog page={page} blocks={live.blocks} onClose={onClose} />;
    case 'return-sections':
      return (
        page.signoff && <ReturnSections page={page} signoff={page.signoff} blocks={live.blocks} onClose={onClose} />
      );
    default:
      return <MoveDialog reviewId={page.id} move={open} onClose={onClose} />;
  }
}
