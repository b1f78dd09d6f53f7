// Where the conditions of one rule stand: each a link to its place, with who can clear it where that differs.
'use client';
import { useTranslations } from 'next-intl';
import type { Gate } from '../../../domain/gates';
import type { ReviewPage } from '../../../domain/view';
import { useGateWords } from '../outline/useGateWords';

interface Props {
  page: Pick<ReviewPage, 'templateBody' | 'members'>;
  gates: readonly Gate[];
  onGo: (gate: Gate) => void;
}

/** More are behind a line that unfolds. */
const MOST = 5;

export function GatePlaces({ page, gates, onGo }: Props) {
  const t = useTranslations('gates');
  const { place, who } = useGateWords(page);
  const differ = new Set(gates.map((gate) => who([gate]))).size > 1;
  const links = gates.map((gate, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: two conditions may say the same of the same place.
    <li key={at}>
      <button type="button" className="link" onClick={() => onGo(gate)}>
        {place(gate)}
      </button>
      {differ && <small className="hint"> {who([gate])}</small>}
    </li>
  ));
  return (
    <>
      <ul className="gate-l">{links.slice(0, MOST)}</ul>
      {links.length > MOST && (
        <details className="gate-l">
          <summary>{t('more', { n: links.length - MOST })}</summary>
          <ul>{links.slice(MOST)}</ul>
        </details>
      )}
    </>
  );
}
