// The title bar of a review's pages beside its text, where the title is only read.
'use client';
import type { ReactNode } from 'react';
import type { ReviewPage } from '../../domain/view';
import { ReviewTop, type ReviewTopProps } from './ReviewTop';

interface Props extends Omit<ReviewTopProps, 'head'> {
  page: ReviewTopProps['page'] & Pick<ReviewPage, 'title'>;
  /** Below the title. */
  below?: ReactNode;
}

export function PageTop({ below, ...props }: Props) {
  const { title } = props.page;
  const head = (
    <>
      <h1 title={title}>{title}</h1>
      {below}
    </>
  );
  return <ReviewTop {...props} head={head} />;
}
