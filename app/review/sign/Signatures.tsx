// Who signs in which step, what they said and when; whose turn it is; who stands for whom; and who is asked no more.
'use client';
import { clsx } from 'clsx';
import { useLocale, useTranslations } from 'next-intl';
import type { ReviewPage, SignoffLineView, SignoffStepView, SignoffView } from '../../../domain/view';
import { Avatar } from '../../ui/Avatar';
import { Day, useDates } from '../../ui/Day';
import { Icon } from '../../ui/Icon';
import { Link } from '../../ui/Link';
import { say } from '../../ui/say';
import { LineMenu } from '../signers/LineMenu';
import { differenceOf } from '../versions/chosen';
import { Left } from './LeftWords';
import { MarkLabel } from './MarkLabel';
import { byOrder } from './mine';
import { Opinion } from './Opinion';
import { markOf, tallyOf } from './tally';
import type { FrozenNames } from './useFrozenNames';
import { useRuleWords } from './useRuleWords';
import { useSignerName } from './useSignerName';

type Page = Pick<ReviewPage, 'id' | 'members' | 'me' | 'abilities' | 'templateBody'>;

interface Props {
  page: Page;
  signoff: SignoffView;
  nameOf: FrozenNames['nameOf'];
}

export function Signatures({ page, signoff, nameOf }: Props) {
  const t = useTranslations('sign');
  const tally = tallyOf(signoff);
  return (
    <section aria-labelledby="signatures">
      <h2 id="signatures">
        {t('who')}
        <small>{t('valid', { valid: tally.valid, all: tally.all })}</small>
      </h2>
      <ol className="sl-steps">
        {byOrder(signoff.steps).map((side) => (
          <li key={side[0]?.no}>
            {side.length > 1 && <p className="hint">{t('beside')}</p>}
            {side.map((step) => (
              <Step key={step.no} page={page} signoff={signoff} nameOf={nameOf} step={step} />
            ))}
          </li>
        ))}
      </ol>
      <Left signoff={signoff} />
      <Former signoff={signoff} />
    </section>
  );
}

function Step({ step, ...around }: Props & { step: SignoffStepView }) {
  const t = useTranslations('sign');
  const rule = useRuleWords();
  const locale = useLocale();
  const state = step.passed ? 'passed' : !step.open ? 'waits' : step.returned ? 'returned' : 'open';
  return (
    <div className={`sl-step is-${state}`}>
      <h3 className="row">
        <Icon
          name={step.passed ? 'agree' : step.open ? 'clock' : 'pending'}
          className={step.passed ? 'good' : undefined}
        />
        <span className="clip">{say(step.title, locale)}</span>
        <small>{t(`step.${around.signoff.outcome === 'open' ? state : step.passed ? 'passed' : 'ended'}`)}</small>
      </h3>
      <p className="hint">{rule.step(step.words)}</p>
      <ul className="sl-lines" aria-label={say(step.title, locale)}>
        {step.lines.map((line) => (
          <Line key={line.id} {...around} step={step} line={line} />
        ))}
      </ul>
    </div>
  );
}

interface LineProps extends Props {
  step: SignoffStepView;
  line: SignoffLineView;
}

function Line({ page, signoff, nameOf, step, line }: LineProps) {
  const name = useSignerName()(line);
  const mark = markOf(line);
  const me = line.personId === page.me.id && signoff.outcome === 'open';
  const waits = me && line.turn && (mark === 'none' || mark === 'stale');
  return (
    <li className={clsx(waits && 'me', line.resting && 'is-resting')}>
      <span className="row">
        <Avatar name={line.name} colour={line.colour} size={24} />
        <span className="sl-name clip">{name}</span>
        <span className="sl-said grow">
          {line.resting ? <Resting step={step} line={line} /> : <MarkLabel mark={mark} waitsForMe={waits} />}
          <small>{line.at && <Day at={line.at} time />}</small>
        </span>
        {signoff.outcome === 'open' && <LineMenu page={page} signoff={signoff} step={step} line={line} />}
      </span>
      <Notes page={page} signoff={signoff} nameOf={nameOf} line={line} />
      <Opinion words={line.opinion} decisionId={line.decisionId} />
    </li>
  );
}

function Resting({ step, line }: { step: SignoffStepView; line: SignoffLineView }) {
  const t = useTranslations('sign');
  const delegate = step.lines.find((one) => one.standing === 'delegated' && one.standsFor?.personId === line.personId);
  return (
    <span className="mean is-info">
      <Icon name="delegate" />
      {t('resting', { name: delegate?.name ?? '' })}
    </span>
  );
}

/** What else is known of a line, in one quiet sentence. */
function Notes({ page, signoff, nameOf, line }: Props & { line: SignoffLineView }) {
  const t = useTranslations('sign.noteOf');
  const tell = useDates();
  const sep = useTranslations('gates')('sep');
  const notes = [
    line.scope !== 'whole' && t('scope', { sections: line.scope.map((key) => nameOf(key)).join(sep) }),
    line.group && t('group', { group: line.group }),
    line.standing === 'transferred' && line.standsFor && t('transferred', { name: line.standsFor.name }),
    line.stale && line.decision !== 'object' && line.lastSigned && t('stale', { n: line.lastSigned }),
    line.decision === 'object' && line.stale && line.lastSigned && t('objected', { n: line.lastSigned }),
    line.disabled && t('disabled'),
    line.due && t('due', { day: tell(line.due) }),
    line.reminded && t('reminded', { n: line.reminded.times, day: tell(line.reminded.last) }),
    line.absent &&
      (line.absent.delegate
        ? t('absentFor', { day: tell(line.absent.until), name: line.absent.delegate.name })
        : t('absent', { day: tell(line.absent.until) })),
  ].filter((one) => typeof one === 'string' && one !== '');
  const signed = line.stale && line.lastSigned !== undefined && line.lastSigned < signoff.version && line.lastSigned;
  if (notes.length === 0) return null;
  return (
    <p className="sl-note">
      {notes.join(' · ')}
      {signed && (
        <>
          {' · '}
          <Link className="link" href={differenceOf(page.id, signed, signoff.version)}>
            {t('difference')}
          </Link>
        </>
      )}
    </p>
  );
}

function Former({ signoff: { former } }: { signoff: SignoffView }) {
  const t = useTranslations('sign');
  if (former.length === 0) return null;
  return (
    <details className="sl-former">
      <summary>{t('former', { n: former.length })}</summary>
      <ul className="sl-lines">
        {former.map((line) => (
          <li key={`${line.personId} ${line.removedAt}`}>
            <span className="row">
              <span className="sl-name clip">{line.name}</span>
              {line.decision && <MarkLabel mark={line.decision} />}
              <span className="grow" />
              <small>
                {t('formerAt')}
                <Day at={line.removedAt} time />
              </small>
            </span>
            <Opinion words={line.opinion} decisionId={line.decisionId} />
          </li>
        ))}
      </ul>
    </details>
  );
}
