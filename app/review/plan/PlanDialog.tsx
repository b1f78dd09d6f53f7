// The steps of a review's sign-off before it starts: seen in words, edited, put back to the template's.
'use client';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import type { ReviewPage, SignoffPlanView } from '../../../domain/view';
import { call } from '../../client/api';
import { useCall, useRefusalWords } from '../../client/useCall';
import { notify } from '../../ui/Toast';
import { type PlanChoice, PlanForm } from './PlanForm';

interface Props {
  page: Pick<ReviewPage, 'id' | 'templateBody' | 'members' | 'abilities'>;
  /** Sections of the text, for those who sign only some. */
  sections: readonly { id: string; title: string }[];
  onClose: () => void;
}

export function PlanDialog({ page, sections, onClose }: Props) {
  const t = useTranslations('plan');
  const router = useRouter();
  const { busy, problem, words, run } = useCall();
  const { view, failed, again } = usePlan(page.id);
  const send = async (body: PlanChoice) => {
    const answer = await run('PUT', `/reviews/${page.id}/signoff-plan`, body);
    if (!answer.ok) return;
    onClose();
    notify(t('saved'));
    router.refresh();
  };
  const title = words ?? failed;
  return (
    <PlanForm
      template={page.templateBody}
      kept={view}
      members={page.members}
      away={view?.people.flat() ?? []}
      sections={sections}
      edits={page.abilities.includes('plan-signoff')}
      busy={busy}
      problem={title === null ? null : { title, field: problem?.field ?? null }}
      onSend={(choice) => void send(choice)}
      {...(failed !== null && { onAgain: again })}
      onClose={onClose}
    />
  );
}

function usePlan(reviewId: string): { view: SignoffPlanView | null; failed: string | null; again: () => void } {
  const say = useRefusalWords();
  const [view, setView] = useState<SignoffPlanView | null>(null);
  const [failed, setFailed] = useState<string | null>(null);
  const [asked, setAsked] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked anew by a press.
  useEffect(() => {
    let gone = false;
    setFailed(null);
    void call<SignoffPlanView>('GET', `/reviews/${reviewId}/signoff-plan`).then((answer) => {
      if (gone) return;
      if (answer.ok) setView(answer.value);
      else setFailed(say(answer.problem.code));
    });
    return () => {
      gone = true;
    };
  }, [reviewId, say, asked]);
  return { view, failed, again: () => setAsked((n) => n + 1) };
}
