// Points to answer as a checklist: what was asked, by whom and where, and the answer, or the field for it.
'use client';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { ReturnPointView, ReviewPage } from '../../../domain/view';
import { useCall } from '../../client/useCall';
import { Button } from '../../ui/Button';
import { TextArea } from '../../ui/Field';
import { Icon } from '../../ui/Icon';
import { useSectionTitle } from '../outline/useSectionTitle';

interface Props {
  page: Pick<ReviewPage, 'id' | 'templateBody'>;
  points: readonly ReturnPointView[];
  onAnswered: () => void;
}

export function Points({ page, points, onAnswered }: Props) {
  const t = useTranslations('sign');
  const sectionTitle = useSectionTitle(page.templateBody);
  return (
    <ul className="pts">
      {points.map((point) => (
        <li key={point.id}>
          <Icon
            name={point.answer === null ? 'pending' : 'agree'}
            className={point.answer === null ? undefined : 'good'}
            label={t(point.answer === null ? 'pointOpen' : 'pointDone')}
          />
          <div>
            <p>{point.body}</p>
            <small>
              {t('pointBy', { name: point.by.name, version: point.version })}
              {point.sectionKey !== null && ` · ${sectionTitle(point.sectionKey)}`}
            </small>
            {point.answer !== null && (
              <blockquote className="q">
                {point.answer}
                <small>{point.answeredBy?.name}</small>
              </blockquote>
            )}
            {point.mayAnswer && <Answer reviewId={page.id} point={point} onAnswered={onAnswered} />}
          </div>
        </li>
      ))}
    </ul>
  );
}

interface AnswerProps {
  reviewId: string;
  point: ReturnPointView;
  onAnswered: () => void;
}

function Answer({ reviewId, point, onAnswered }: AnswerProps) {
  const t = useTranslations('sign');
  const { busy, words, once } = useCall();
  const [open, setOpen] = useState(false);
  const [text, setText] = useState('');
  if (!open)
    return (
      <Button size="sm" icon="reply" onClick={() => setOpen(true)}>
        {t('answer')}
      </Button>
    );
  const send = async () => {
    if (!text.trim()) return;
    const path = `/reviews/${reviewId}/points/${point.id}/answer`;
    const answer = await once({ method: 'POST', path, body: { answer: text.trim() } });
    if (answer.ok) onAnswered();
  };
  return (
    <>
      <TextArea
        label={t('answer')}
        rows={2}
        maxLength={10_000}
        value={text}
        error={words}
        onChange={(event) => setText(event.target.value)}
      />
      <span className="row">
        <Button size="sm" variant="primary" busy={busy} onClick={() => void send()}>
          {t('answerSend')}
        </Button>
        <Button size="sm" variant="ghost" onClick={() => setOpen(false)}>
          {t('answerLeave')}
        </Button>
      </span>
    </>
  );
}
