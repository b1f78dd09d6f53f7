// Points to answer as a checklist: what was asked, by whom and where, on whose objection, and the answer, or the field for it.
'use client';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { ReturnPointView, ReviewPage, SignoffView } from '../../../domain/view';
import { useCall } from '../../client/useCall';
import { Button } from '../../ui/Button';
import { TextArea } from '../../ui/Field';
import { Icon } from '../../ui/Icon';
import { Link } from '../../ui/Link';
import { seen } from '../../ui/seen';
import { useSectionTitle } from '../outline/useSectionTitle';
import { useBegunText } from '../rail/useWords';
import { goTo } from './goTo';
import { opinionPlace } from './Opinion';

interface Props {
  page: Pick<ReviewPage, 'id' | 'templateBody'>;
  signoff: Pick<SignoffView, 'steps' | 'former'>;
  points: readonly ReturnPointView[];
  onAnswered: () => void;
}

export function Points({ page, signoff, points, onAnswered }: Props) {
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
            <p>{seen(point.body)}</p>
            <small>
              {t('pointBy', { name: point.by.name, version: point.version })}
              {point.sectionKey !== null && ` · ${sectionTitle(point.sectionKey)}`}
              <About reviewId={page.id} point={point} signoff={signoff} />
            </small>
            {point.answer !== null && (
              <blockquote className="q">
                {seen(point.answer)}
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

/** Whose objection or reservation it is about, and the way there while it stands. */
function About({ reviewId, point, signoff }: { reviewId: string; point: ReturnPointView } & Pick<Props, 'signoff'>) {
  const { about, decisionId } = point;
  const t = useTranslations('sign');
  if (!about || decisionId === null) return null;
  const words = t(about.decision === 'reserve' ? 'pointOnReservation' : 'pointOnObjection', { name: about.name });
  const said = [...signoff.steps.flatMap(({ lines }) => lines), ...signoff.former];
  const stands = said.some((line) => line.decisionId === decisionId && line.opinion);
  return (
    <>
      {' · '}
      {stands ? (
        <Link
          className="link"
          href={`/reviews/${reviewId}/sign#${opinionPlace(decisionId)}`}
          onClick={(event) => goTo(opinionPlace(decisionId), 'center') && event.preventDefault()}
        >
          {words}
        </Link>
      ) : (
        words
      )}
    </>
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
  const [text, setText] = useBegunText('', `point/${point.id}`);
  const [open, setOpen] = useState(text !== '');
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
    if (!answer.ok) return;
    setText('');
    onAnswered();
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
