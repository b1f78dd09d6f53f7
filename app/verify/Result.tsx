// What was found: the verdict first, then item by item, who signed, the file, and what none of it proves.
'use client';
import { useLocale, useTranslations } from 'next-intl';
import { useState } from 'react';
import { isUnproven, type PackedSignature } from '../../domain/package/format';
import { witnessIn } from '../../domain/package/verify';
import { carries, saying } from '../../domain/signedPlaces';
import { offer } from '../review/download';
import { MARK_CLASS, MARK_ICON } from '../review/sign/MarkLabel';
import { shortDigest } from '../review/sign/shortDigest';
import { Button } from '../ui/Button';
import { Day, useDates } from '../ui/Day';
import { TextField } from '../ui/Field';
import { Icon } from '../ui/Icon';
import { say } from '../ui/say';
import { seen } from '../ui/seen';
import type { Judged } from './useVerify';
import { sayable } from './whyWords';

interface Props {
  judged: Judged;
  onAgain: () => void;
  onWitness: (digest: string) => void;
}

export function Result({ judged, onAgain, onWitness }: Props) {
  const t = useTranslations('verify');
  const { verdict, pdf } = judged;
  const whole = verdict.checks.every(({ check, ok }) => ok || check === 'key');
  const meaning = verdict.valid && judged.key !== 'unasked' ? 'agree' : whole ? 'reserve' : 'object';
  return (
    <>
      <section className={`verdict is-${meaning}`} role="status">
        <Icon name={meaning === 'agree' ? 'shield-ok' : meaning === 'reserve' ? 'shield' : 'object'} size={24} />
        <div>
          <h1>
            {t(`verdict.${(whole && HEADINGS[judged.key]) || meaning}`, {
              n: verdict.says?.signatures.filter(carries).length ?? 0,
            })}
          </h1>
          <Subject judged={judged} />
        </div>
        <span className="row">
          {whole && pdf && verdict.key !== 'unproven' && verdict.key !== 'witnessed' && (
            <Button
              icon="doc"
              onClick={() => offer(new Blob([Uint8Array.from(pdf)], { type: 'application/pdf' }), 'document.pdf')}
            >
              {t('openPdf')}
            </Button>
          )}
          <Button icon="refresh" onClick={onAgain}>
            {t('again')}
          </Button>
        </span>
      </section>
      <div className="vf-main">
        <Items judged={judged} />
        {isUnproven(verdict) && <Witness onWitness={onWitness} />}
        {whole && <Signatures judged={judged} />}
      </div>
      <aside className="side" aria-label={t('file.title')}>
        <FileCard judged={judged} />
        <section className="card">
          <div className="card-h">
            <h2>{t('limits.title')}</h2>
          </div>
          <div className="card-b">
            <ul className="dots">
              {(['person', 'time', 'truth', 'operator', 'law'] as const).map((one) => (
                <li key={one}>{t(`limits.${one}`)}</li>
              ))}
            </ul>
          </div>
        </section>
      </aside>
    </>
  );
}

/** Verdicts over a key that became bad have words of their own. */
const HEADINGS: Partial<Record<Judged['key'], 'unproven' | 'witnessed'>> = {
  unproven: 'unproven',
  witnessed: 'witnessed',
};

/** Of a package that is not whole nothing is repeated: its words may be anybody's. */
function Subject({ judged }: { judged: Judged }) {
  const t = useTranslations('verify');
  const tell = useDates();
  const { says, checks } = judged.verdict;
  if (!says || checks.some(({ check, ok }) => !ok && check !== 'key')) return <p>{t('notUsable')}</p>;
  const day = tell(says.version.approvedAt, { year: true, time: true });
  return <p>{seen(t('subject', { title: says.title, no: says.version.no, day, org: says.org }))}</p>;
}

function Items({ judged }: { judged: Judged }) {
  const t = useTranslations('verify');
  const tell = useDates();
  const dayOf = (at: string) => tell(at, { year: true, time: true });
  const { checks, says } = judged.verdict;
  const other = judged.digest !== says?.version.contentSha256 ? judged.digest : null;
  return (
    <section className="card vf-card">
      <div className="card-h">
        <h2>{t('items')}</h2>
      </div>
      <ul className="vc">
        {checks.map(({ check, ok, why }) => (
          <li key={check}>
            <Icon name={ok ? 'agree' : 'object'} className={ok ? 'good' : 'bad'} label={t(ok ? 'right' : 'wrong')} />
            <b>{t(`check.${check}.name`)}</b>
            <span>
              {t(`check.${check}.${ok ? 'ok' : 'wrong'}`)}
              {why && <small>{seen(t(`why.${why.code}`, sayable(why.values, dayOf)))}</small>}
            </span>
          </li>
        ))}
      </ul>
      {says && (
        <div className="dgst">
          <Digest label={t('digestSigned')} digest={says.version.contentSha256} shows={other !== null} />
          {other && <Digest label={t('digestFound')} digest={other} shows wrong />}
        </div>
      )}
    </section>
  );
}

/** The first digits are what people compare; `shows`: the label is seen, as where there are two. */
function Digest({ label, digest, shows, wrong }: { label: string; digest: string; shows: boolean; wrong?: boolean }) {
  return (
    <p>
      <span className={shows ? 'dgst-l' : 'sr'}>{label}</span>{' '}
      <b className={wrong ? 'is-wrong' : undefined}>{shortDigest(digest, 2)}</b> {shortDigest(digest, 16).slice(10)}
    </p>
  );
}

function Signatures({ judged }: { judged: Judged }) {
  const t = useTranslations('verify');
  const role = useTranslations('role');
  const locale = useLocale();
  const { signatures = [], unsigned = [] } = judged.verdict.says ?? {};
  return (
    <section className="card vf-card">
      <div className="card-h">
        <h2>{t('signatures', { n: signatures.length })}</h2>
        <span className="grow" />
        <span className="count">{t('asRecorded')}</span>
      </div>
      <div className="vf-scroll">
        <table className="tbl sgt">
          <thead>
            <tr>
              {(['step', 'who', 'meaning', 'at'] as const).map((one) => (
                <th key={one} scope="col">
                  {t(`column.${one}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {signatures.map((one) => {
              const said = saying(one) ?? 'none';
              return (
                <tr key={`${one.step.en} ${one.name} ${one.at}`}>
                  <td>{seen(say(one.step, locale))}</td>
                  <td>
                    <b>{seen(one.name)}</b>{' '}
                    {one.standsFor && <span>{seen(t('standsFor', { name: one.standsFor }))} </span>}
                    <small className="faint">
                      {one.roles.map((each) => (role.has(each) ? role(each) : each)).join(' · ')}
                    </small>
                  </td>
                  <td>
                    <span className={`mean ${MARK_CLASS[said]}`}>
                      <Icon name={MARK_ICON[said]} />
                      <Meaning of={one} />
                    </span>
                    <small className="faint">
                      {one.scope === 'whole'
                        ? t('whole')
                        : seen(t('sections', { sections: one.scope.join(t('comma')) }))}
                    </small>
                    {one.opinion && <p className="muted">{seen(one.opinion)}</p>}
                  </td>
                  <td className="num">
                    <Day at={one.at} year time />
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      {unsigned.length > 0 && <p className="vf-note">{seen(t('unsigned', { names: unsigned.join(t('comma')) }))}</p>}
    </section>
  );
}

/** What a signature says over this text. */
function Meaning({ of: one }: { of: PackedSignature }) {
  const t = useTranslations('verify');
  const decision = useTranslations('decision')(one.decision);
  if (one.left) return t(`left.${one.left}`, { decision, n: one.versionNo });
  if (saying(one) === 'stale') return t('stale', { decision, n: one.versionNo });
  return one.issues ? t('issued', { decision }) : decision;
}

/** What a key that became bad signed is shown to be older by a digest that somebody kept. */
function Witness({ onWitness }: { onWitness: (digest: string) => void }) {
  const t = useTranslations('verify.witness');
  const [digest, setDigest] = useState('');
  return (
    <form
      className="card vf-card"
      onSubmit={(event) => {
        event.preventDefault();
        onWitness(digest);
      }}
    >
      <div className="card-h">
        <h2>{t('title')}</h2>
      </div>
      <div className="card-b vf-witness">
        <p>{t('what')}</p>
        <TextField label={t('digest')} value={digest} onChange={(event) => setDigest(event.target.value)} />
        <Button type="submit" disabled={witnessIn(digest) === null}>
          {t('check')}
        </Button>
      </div>
    </form>
  );
}

function FileCard({ judged }: { judged: Judged }) {
  const t = useTranslations('verify');
  const { verdict, name, size, key } = judged;
  const report = () => {
    const { valid, checks, fingerprint, says } = verdict;
    const text = JSON.stringify({ file: name, size, valid, key, fingerprint, checks, says }, null, 2);
    offer(new Blob([text], { type: 'application/json' }), 'verification.json');
  };
  return (
    <section className="card">
      <div className="card-h">
        <h2>{t('file.title')}</h2>
      </div>
      <div className="card-b">
        <dl>
          <dt>{t('file.name')}</dt>
          <dd>{name}</dd>
          <dt>{t('file.size')}</dt>
          <dd>{t('file.kib', { n: Math.ceil(size / 1024) })}</dd>
          <dt>{t('file.key')}</dt>
          <dd>
            <code>{verdict.fingerprint ? shortDigest(verdict.fingerprint, 4) : t('file.none')}</code>
          </dd>
          <dt>{t('file.trust')}</dt>
          <dd>{t(`file.${key}`)}</dd>
        </dl>
        <Button icon="download" className="btn-block" onClick={report}>
          {t('file.report')}
        </Button>
      </div>
    </section>
  );
}
