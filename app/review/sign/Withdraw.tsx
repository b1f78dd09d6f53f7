// Taking back what one decided at a line.
'use client';
import type { ReactNode } from 'react';
import type { ReviewPage, SignoffLineView, SignoffView } from '../../../domain/view';
import { Outcome } from './Outcome';
import { useWithdraw } from './useWithdraw';
import { WithdrawButton } from './WithdrawButton';

export interface WithdrawProps {
  page: Pick<ReviewPage, 'id'>;
  signoff: SignoffView;
  line: SignoffLineView;
  onReread: () => void;
}

/** `children`: what the button says. */
export function Withdraw({ page, signoff, line, onReread, children }: WithdrawProps & { children: ReactNode }) {
  const taking = useWithdraw(page.id, signoff, line);
  const refused = <Outcome problem={taking.problem} seen={signoff.digest} onReread={onReread} />;
  return (
    <WithdrawButton size="lg" block taking={taking} refused={refused}>
      {children}
    </WithdrawButton>
  );
}
