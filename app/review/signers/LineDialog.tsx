// Which dialog an act on a line opens.
'use client';
import type { LineAct } from '../../../domain/lineActs';
import type { Template } from '../../../domain/template/template';
import type { MemberView, SignoffLineView, SignoffStepView } from '../../../domain/view';
import { AddSigner } from './AddSigner';
import { Confirmed } from './Confirmed';
import { DueDay } from './DueDay';
import { PassOn } from './PassOn';
import { ReturnStep } from './ReturnStep';
import type { Around } from './useChange';

interface Props {
  act: Exclude<LineAct, 'remind'>;
  around: Around;
  step: SignoffStepView;
  line: SignoffLineView;
  template: Template;
  members: readonly MemberView[];
  meId: string;
  onClose: () => void;
}

export function LineDialog({ act, around, step, line, template, members, meId, onClose }: Props) {
  switch (act) {
    case 'delegate':
    case 'transfer':
      return <PassOn act={act} line={line} members={members} meId={meId} onClose={onClose} {...around} />;
    case 'add-before':
      return (
        <AddSigner place="before" step={step} template={template} members={members} onClose={onClose} {...around} />
      );
    case 'add-beside':
      return (
        <AddSigner place="beside" step={step} template={template} members={members} onClose={onClose} {...around} />
      );
    case 'give-back':
    case 'remove':
      return <Confirmed act={act} line={line} onClose={onClose} {...around} />;
    case 'due':
      return <DueDay line={line} onClose={onClose} {...around} />;
    case 'return-step':
      return <ReturnStep step={step} onClose={onClose} {...around} />;
  }
}
