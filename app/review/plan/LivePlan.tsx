// The plan over the live text: its sections by number and heading, for those who sign only some of them.
'use client';
import { useMemo } from 'react';
import type { Block } from '../../../domain/document/blocks';
import type { ReviewPage } from '../../../domain/view';
import { useSectionNames } from '../outline/useSectionNames';
import { PlanDialog } from './PlanDialog';

interface Props {
  page: Pick<ReviewPage, 'id' | 'templateBody' | 'members' | 'abilities'>;
  blocks: readonly Block[];
  onClose: () => void;
}

export function LivePlan({ page, blocks, onClose }: Props) {
  const names = useSectionNames(page.templateBody, blocks);
  const sections = useMemo(() => names.map(({ id, title }) => ({ id, title })), [names]);
  return <PlanDialog page={page} sections={sections} onClose={onClose} />;
}
