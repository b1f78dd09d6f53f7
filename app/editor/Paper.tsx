// The sheet on which the text of a review lies, live or still: its title, and the type of its language.
import type { ReactNode } from 'react';
import type { Block } from '../../domain/document/blocks';
import { languageOf } from '../../domain/writing/language';
import { seen } from '../ui/seen';

interface Props {
  title: string;
  blocks: readonly Block[];
  children: ReactNode;
}

export function Paper({ title, blocks, children }: Props) {
  return (
    <article className="paper doc" lang={languageOf(blocks)}>
      <h2 className="d-title">{seen(title)}</h2>
      {children}
    </article>
  );
}
