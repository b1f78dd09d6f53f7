// Who signed what and when, with the words that came with it.
'use client';
import { useTranslations } from 'next-intl';
import type { SignoffLineView, SignoffView } from '../../../domain/view';
import { Avatar } from '../../ui/Avatar';
import { Day } from '../../ui/Day';
import { MarkLabel } from './MarkLabel';
import { markOf, tallyOf } from './tally';

export function Signatures({ signoff, meId }: { signoff: SignoffView; meId: string }) {
  const t = useTranslations('sign');
  const rule = useTranslations('signoff.rule');
  const tally = tallyOf(signoff);
  return (
    <section aria-labelledby="signatures">
      <h2 id="signatures">
        {t('who')}
        <small>{t('valid', { valid: tally.valid, all: tally.all })}</small>
      </h2>
      {signoff.steps.map(({ no, words }) => (
        <p key={no} className="hint">
          {rule(words.key, words.values)}
        </p>
      ))}
      <table className="who-t">
        <thead className="sr">
          <tr>
            <th scope="col">{t('name')}</th>
            <th scope="col">{t('decisionHead')}</th>
            <th scope="col">{t('time')}</th>
          </tr>
        </thead>
        <tbody>
          {tally.lines.map((line) => (
            <Line key={line.id} line={line} me={line.personId === meId && signoff.outcome === 'open'} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Line({ line, me }: { line: SignoffLineView; me: boolean }) {
  const stands = useTranslations('signoff');
  const mark = markOf(line);
  const waits = me && (mark === 'none' || mark === 'stale');
  return (
    <>
      <tr className={waits ? 'me' : undefined}>
        <th scope="row">
          <span className="row">
            <Avatar name={line.name} colour={line.colour} size={24} />
            {line.standing === 'delegated' && line.standsFor
              ? stands('standsFor', { name: line.name, principal: line.standsFor.name })
              : line.name}
          </span>
        </th>
        <td>
          <MarkLabel mark={mark} waitsForMe={waits} />
        </td>
        <td>{line.at && <Day at={line.at} time />}</td>
      </tr>
      {line.opinion && (
        <tr className="note">
          <td colSpan={3}>
            <blockquote className="q">{line.opinion}</blockquote>
          </td>
        </tr>
      )}
    </>
  );
}
