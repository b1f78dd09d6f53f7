// What people keep beside the text, in the page: sections and fields that it came with, fetched again when the server says so.
'use client';
import { useCallback, useEffect, useMemo, useState } from 'react';
import type { MeasureField, MeasureFields } from '../../domain/fields';
import type { SectionState } from '../../domain/review';
import type { Problem, ReviewPage, StructureView } from '../../domain/view';
import { type Answer, call } from '../client/api';
import { oneAtATime } from '../client/oneAtATime';
import { useRefusalWords } from '../client/useCall';
import { notify } from '../ui/Toast';

export interface SectionChange {
  ownerId?: string | null;
  state?: SectionState;
}

/** A person by account or by printed name, as the API takes them. */
type Given = { personId: string } | { name: string };
export type FieldChange = { [field in MeasureField]?: Given | string | null };

export interface Structure extends StructureView {
  refresh: () => Promise<void>;
  /** A refusal is told in a toast. */
  setSection: (sectionKey: string, change: SectionChange) => Promise<void>;
  /** Null when it is done. */
  setFields: (pointId: string, change: FieldChange) => Promise<Problem | null>;
}

/** A point that was just written reaches the server a moment after its field: asked again so often, this many ms apart. */
const LATE = { tries: 10, ms: 200 };

export function useStructure(page: Pick<ReviewPage, 'id' | 'sections' | 'fields'>): Structure {
  const { id, sections, fields } = page;
  const say = useRefusalWords();
  const [view, setView] = useState<StructureView>({ sections, fields });
  useEffect(() => setView({ sections, fields }), [sections, fields]);

  const refresh = useMemo(
    () =>
      oneAtATime(async () => {
        const answer = await call<StructureView>('GET', `/reviews/${id}/structure`);
        // A failure leaves what is shown; the next notice or the return of the connection asks again.
        if (answer.ok) setView(answer.value);
      }),
    [id],
  );
  const setSection = useCallback(
    async (sectionKey: string, change: SectionChange) => {
      const answer = await call('PUT', `/reviews/${id}/sections`, { sectionKey, ...change });
      if (!answer.ok) notify(say(answer.problem.code));
      await refresh();
    },
    [id, refresh, say],
  );
  const setFields = useCallback(
    async (pointId: string, change: FieldChange) => {
      const answer = await putFields(`/reviews/${id}/points/${encodeURIComponent(pointId)}/fields`, change);
      if (!answer.ok) return answer.problem;
      setView((before) => ({ ...before, fields: { ...before.fields, [pointId]: answer.value } }));
      return null;
    },
    [id],
  );
  return useMemo(() => ({ ...view, refresh, setSection, setFields }), [view, refresh, setSection, setFields]);
}

async function putFields(path: string, change: FieldChange): Promise<Answer<MeasureFields>> {
  for (let left = LATE.tries; ; left -= 1) {
    const answer = await call<MeasureFields>('PUT', path, change);
    const early = !answer.ok && answer.problem.code === 'not-found' && answer.problem.field === 'point';
    if (!early || left === 0) return answer;
    await new Promise((resolve) => setTimeout(resolve, LATE.ms));
  }
}
