// The checks of one screen: what is found, what is waived, which one is active, and what this reader may do with it.
'use client';
import { useTranslations } from 'next-intl';
import { type RefObject, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { Located } from '../../../domain/checks/analyse';
import type { Block } from '../../../domain/document/blocks';
import type { ReviewPage } from '../../../domain/view';
import { waiveAction } from '../../../domain/waiver';
import type { EditorHandle } from '../../editor/EditorView';
import { notify } from '../../ui/Toast';
import type { FindingVerbs } from './FindingDetail';
import { byWaiver, stepped } from './findingGroups';
import { type Findings, useFindings } from './useFindings';
import { useRuleName } from './useRuleName';
import { useShared } from './useShared';
import { useWaivers, type Waivers } from './useWaivers';

type Page = Pick<ReviewPage, 'id' | 'title' | 'templateBody' | 'abilities' | 'waivers' | 'setPhrases' | 'fields'>;

interface Input {
  page: Page;
  blocks: readonly Block[];
  port: RefObject<EditorHandle | null>;
  editable: boolean;
  /** Nothing in the text can be mended: no line stands under what is signed, but for what the list points at. */
  frozen: boolean;
  /** Shows the list; the text goes to `block`. */
  onShow: () => void;
  onGo: (block: number) => void;
}

export interface Checks {
  findings: Findings;
  waivers: Waivers;
  /** Those that no waiver answers. */
  open: readonly Located[] | null;
  active: string | null;
  /** What the card beside the text shows. */
  card: { finding: Located; rect: DOMRect } | null;
  keepCard: () => void;
  leaveCard: () => void;
  closeCard: () => void;
  waiving: Located | null;
  endWaiving: () => void;
  verbs: FindingVerbs;
  fixAll?: (rule: string) => void;
  go: (finding: Located) => void;
  step: (by: 1 | -1) => void;
  onFinding: (key: string | null, how: 'over' | 'press') => void;
  /** For the text: drawn where the words stand. */
  drawn: readonly { key: string; severity: Located['severity']; label: string; places: Located['places'] }[];
}

/** How long a pointer rests on words before their card comes, and how long the card waits for it to come back. In ms. */
const REST_MS = 350;
const LEAVE_MS = 250;

export function useChecks({ page, blocks, port, editable, frozen, onShow, onGo }: Input): Checks {
  const t = useTranslations('checks');
  const name = useRuleName();
  const { items: shared, phrases } = useShared(page.id, page.setPhrases, blocks);
  const { title, templateBody: template, fields } = page;
  const findings = useFindings({ title, blocks, template, fields, phrases, shared });
  const waivers = useWaivers(page.id, page.waivers);
  const [active, setActive] = useState<string | null>(null);
  const [card, setCard] = useState<{ key: string; rect: DOMRect } | null>(null);
  const [waiving, setWaiving] = useState<Located | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const later = useCallback((ms: number, act: () => void) => {
    if (timer.current) clearTimeout(timer.current);
    timer.current = setTimeout(act, ms);
  }, []);
  useEffect(() => () => void (timer.current && clearTimeout(timer.current)), []);

  const { items } = findings;
  const open = useMemo(() => items && byWaiver(items, waivers.standing).open, [items, waivers.standing]);
  const only = frozen ? active : undefined;
  const look = useMemo(() => {
    const looks = new WeakMap<Located, Checks['drawn'][number]>();
    return (finding: Located) => {
      const { key, severity, rule, places } = finding;
      const label = () => t('described', { weight: t(severity), name: name(rule) });
      const one = looks.get(finding) ?? { key, severity, label: label(), places };
      looks.set(finding, one);
      return one;
    };
  }, [t, name]);
  const drawn = useMemo(
    () => (open ?? []).filter(({ key }) => only === undefined || key === only).map(look),
    [open, only, look],
  );

  const closeCard = useCallback(() => {
    if (timer.current) clearTimeout(timer.current);
    setCard(null);
  }, []);
  const go = (finding: Located) => {
    setActive(finding.key);
    closeCard();
    if (!port.current?.scrollToFinding(finding.key)) onGo(finding.block ?? 0);
  };
  const show = (key: string) => {
    const rect = port.current?.findingRect(key);
    if (rect) setCard({ key, rect });
  };
  const mend = (mends: Located['mends']) => {
    closeCard();
    if (!mends || !port.current?.mend(mends)) notify(t('moved'));
  };
  const step = (by: 1 | -1) => {
    const next = stepped(open ?? [], active, by);
    if (!next) return;
    onShow();
    go(next);
    const focusPlace = () => document.querySelector<HTMLElement>(`[data-place="${CSS.escape(next.key)}"]`)?.focus();
    requestAnimationFrame(() => requestAnimationFrame(focusPlace));
  };
  const shown = card && items?.find((one) => one.key === card.key);
  return {
    findings,
    waivers,
    open,
    active,
    card: card && shown ? { finding: shown, rect: card.rect } : null,
    keepCard: () => timer.current && clearTimeout(timer.current),
    leaveCard: () => later(LEAVE_MS, closeCard),
    closeCard,
    waiving,
    endWaiving: () => setWaiving(null),
    verbs: {
      ...(editable && { onFix: (finding: Located) => mend(finding.mends) }),
      mayWaive: ({ severity }) => page.abilities.includes(waiveAction(severity)),
      onWaive: (finding) => {
        closeCard();
        setWaiving(finding);
      },
      onElsewhere: ({ block }) => {
        closeCard();
        if (block === null) onGo(0);
        return port.current?.view() ?? null;
      },
    },
    ...(editable && { fixAll: (rule: string) => mend(findings.fixAll[rule] ?? null) }),
    go,
    step,
    onFinding: (key, how) => {
      if (key === null) return later(LEAVE_MS, closeCard);
      if (how === 'over') return later(REST_MS, () => show(key));
      setActive(key);
      later(0, () => show(key));
    },
    drawn,
  };
}
