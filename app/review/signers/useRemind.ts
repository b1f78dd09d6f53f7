// Tells people again whose word is waited for (催办), and says what came of it: each at most once a day.
'use client';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useRef, useState } from 'react';
import type { SignoffLineView } from '../../../domain/view';
import { call } from '../../client/api';
import { callOnce, type Keys, someKeys } from '../../client/once';
import { useRefusalWords } from '../../client/useCall';
import { notify } from '../../ui/Toast';

export function useRemind(reviewId: string) {
  const t = useTranslations('signers.remind');
  const refusal = useRefusalWords();
  const router = useRouter();
  const [busy, setBusy] = useState(false);
  const keys = useRef(new Map<string, Keys>());
  const remind = async (lines: readonly Pick<SignoffLineView, 'id' | 'name'>[]) => {
    setBusy(true);
    const told: string[] = [];
    const not: string[] = [];
    for (const line of lines) {
      const own = keys.current.get(line.id) ?? someKeys();
      keys.current.set(line.id, own);
      const path = `/reviews/${reviewId}/signoff/lines/${line.id}/remind`;
      const answer = await callOnce(call, own, { method: 'POST', path, body: {} });
      if (answer.ok) told.push(line.name);
      else not.push(t('not', { name: line.name, why: refusal(answer.problem.code) }));
    }
    setBusy(false);
    const done = told.length > 0 ? [t('done', { name: told.join(t('sep')) })] : [];
    notify([...done, ...not].join(' '));
    router.refresh();
  };
  return { busy, remind };
}
