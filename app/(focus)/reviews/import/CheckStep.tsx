// Step 2: the source beside what was recognised, the doubts to settle, and the promise that no line is lost.
'use client';
import { useTranslations } from 'next-intl';
import { type ReactNode, useMemo, useState } from 'react';
import { lineRoles } from '../../../../domain/document/lineRoles';
import type { TemplateCard } from '../../../../domain/view';
import { useRefusalWords } from '../../../client/useCall';
import { Button } from '../../../ui/Button';
import { Check } from '../../../ui/Field';
import { Icon } from '../../../ui/Icon';
import { Notice, Tag } from '../../../ui/Tag';
import { coverageOf } from './coverage';
import { DoubtCard } from './DoubtCard';
import { Findings } from './Findings';
import { placesOf } from './places';
import { MOST_QUESTIONS } from './questions';
import { SourcePane } from './SourcePane';
import { Summary } from './Summary';
import { TreePane } from './TreePane';
import { treeRows } from './treeRows';
import { type Kept, useAnswers } from './useAnswers';
import { useQuestions } from './useQuestions';
import type { Source } from './useRecognise';

/** Lines and rows shown at first, and with each "more": enough for any real text, little enough for any browser. */
const PORTION = 400;

interface Props {
  source: Source;
  template: TemplateCard;
  busy: boolean;
  problem: string | null;
  kept: Kept;
  onKeep: (kept: Kept) => void;
  /** Reads this text anew; whether it worked. */
  onEdit: (text: string) => Promise<boolean>;
  onOther: () => void;
  onNext: () => void;
}

export function CheckStep({ source, template, busy, problem, kept, onKeep, onEdit, onOther, onNext }: Props) {
  const t = useTranslations('import');
  const words = useRefusalWords();
  const { text, outline, findings, doubts } = source.result;
  const lines = useMemo(() => lineRoles(outline, text), [text, outline]);
  const rows = useMemo(() => treeRows(outline), [outline]);
  const coverage = useMemo(() => coverageOf(text, outline), [text, outline]);
  const questions = useQuestions(source.result, template);
  const answers = useAnswers({ questions, text, busy, kept, onKeep, onEdit });
  const [shownLines, setShownLines] = useState(PORTION);
  const [shownRows, setShownRows] = useState(PORTION);
  const [looked, setLooked] = useState<number | null>(null);
  const [roles, setRoles] = useState(true);
  const current = looked ?? answers.hand?.line ?? null;

  const look = (line: number) => {
    setLooked(line);
    const at = lines.findIndex((one) => one.line >= line);
    if (at >= shownLines) setShownLines(at + PORTION);
  };
  const places = useMemo(() => placesOf(rows, questions), [rows, questions]);
  const under = new Map<string, ReactNode>(
    [...places].map(([row, asked]) => [
      row,
      asked.map((question) => (
        <DoubtCard
          key={question.key}
          question={question}
          answer={answers.of(question)}
          inHand={answers.hand?.key === question.key}
          busy={busy}
          onAnswer={(option) => {
            setLooked(null);
            answers.answer(question, option);
          }}
          onReopen={() => answers.reopen(question)}
        />
      )),
    ]),
  );

  return (
    <>
      <main id="main" className="im-b" tabIndex={-1}>
        <section className="im-l" aria-labelledby="im-source">
          <div className="im-h">
            <h2 id="im-source">{t('source')}</h2>
            <span className="faint clip">{t('sourceNote')}</span>
            <span className="grow" />
            <Check label={t('showRoles')} checked={roles} onChange={(event) => setRoles(event.target.checked)} />
          </div>
          <SourcePane
            lines={lines}
            shown={shownLines}
            onMore={() => setShownLines(shownLines + PORTION)}
            doubtful={new Set(answers.open.map((question) => question.line))}
            current={current}
            plain={!roles}
          />
        </section>
        <section className="im-r" aria-labelledby="im-result">
          <div className="im-h">
            <h2 id="im-result">{t('result')}</h2>
            <Summary outline={outline} />
            <span className="grow" />
            {answers.undo && (
              <Button size="sm" variant="ghost" icon="undo" busy={busy} onClick={answers.undo}>
                {t('undo')}
              </Button>
            )}
            {questions.length + answers.done > 0 ? (
              <Tag meaning={answers.open.length > 0 ? 'reserve' : 'agree'} strong>
                {t('doubts', { left: answers.open.length, done: answers.done })}
              </Tag>
            ) : (
              <Tag meaning="agree" icon="agree">
                {t('noDoubts')}
              </Tag>
            )}
          </div>
          <div className="tree">
            {problem && <Notice meaning="object" icon="warn" role="alert" title={words(problem)} />}
            <Findings findings={findings} onLine={look} />
            {under.get('')}
            <TreePane
              rows={rows}
              shown={shownRows}
              onMore={() => setShownRows(shownRows + PORTION)}
              onLine={look}
              under={under}
            />
            {doubts.length > MOST_QUESTIONS && <p className="im-more hint">{t('moreDoubts', { n: doubts.length })}</p>}
          </div>
        </section>
      </main>
      <footer className="im-f">
        {coverage.lost === 0 ? (
          <span className="mean is-agree" role="status">
            <Icon name="agree" />
            {t('whole', { lines: lines.length, noise: outline.noise.length })}
          </span>
        ) : (
          <span className="mean is-object" role="alert">
            <Icon name="warn" />
            {t('lost', { n: coverage.lost })}
          </span>
        )}
        <span className="grow" />
        {answers.open.length > 0 && <span className="faint im-later">{t('later')}</span>}
        <Button size="lg" onClick={onOther}>
          {t('other')}
        </Button>
        <Button variant="primary" size="lg" busy={busy} onClick={onNext}>
          {t('next')}
        </Button>
      </footer>
    </>
  );
}
