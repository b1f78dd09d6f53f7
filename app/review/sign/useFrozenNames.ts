// The sections of the frozen text by number and heading, as its bytes have them; until those are here, by the template's words.
'use client';
import { useCallback, useMemo } from 'react';
import type { Template } from '../../../domain/template/template';
import { useSectionTitle } from '../outline/useSectionTitle';
import type { Frozen } from './useFrozenText';

export interface FrozenNames {
  /** In the order of the text; empty while it is not here. */
  sections: readonly { id: string; title: string }[];
  nameOf: (key: string | null) => string;
}

export function useFrozenNames(template: Template, frozen: Frozen): FrozenNames {
  const sectionTitle = useSectionTitle(template);
  const text = frozen.kind === 'checked' ? frozen.text : null;
  const sections = useMemo(
    () => text?.sections.map(({ id, heading }) => ({ id, title: heading ?? sectionTitle(id) })) ?? [],
    [text, sectionTitle],
  );
  const nameOf = useCallback(
    (key: string | null) => sections.find(({ id }) => id === key)?.title ?? sectionTitle(key),
    [sections, sectionTitle],
  );
  return { sections, nameOf };
}
