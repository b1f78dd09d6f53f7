// The dialog that is open, if any.
'use client';
import type { Gate } from '../../../domain/gates';
import type { ReviewPage } from '../../../domain/view';
import { laterPart } from '../../ui/later';
import type { Live } from '../live';
import type { Opens } from '../PrimaryAction';

const FactsDialog = laterPart(() => import('./FactsDialog').then((module) => module.FactsDialog));
const FreezeDialog = laterPart(() => import('./FreezeDialog').then((module) => module.FreezeDialog));
const MoveDialog = laterPart(() => import('./MoveDialog').then((module) => module.MoveDialog));
const ShareDialog = laterPart(() => import('./ShareDialog').then((module) => module.ShareDialog));

interface Props {
  page: ReviewPage;
  live: Pick<Live, 'save'>;
  open: Opens | null;
  onGate: (gate: Gate) => void;
  onClose: () => void;
}

export function Dialogs({ page, live, open, onGate, onClose }: Props) {
  switch (open) {
    case null:
      return null;
    case 'share':
      return <ShareDialog page={page} onClose={onClose} />;
    case 'facts':
      return <FactsDialog page={page} onClose={onClose} />;
    case 'freeze':
      return <FreezeDialog page={page} unsaved={live.save.unsaved} onGo={onGate} onClose={onClose} />;
    default:
      return <MoveDialog reviewId={page.id} move={open} onClose={onClose} />;
  }
}
