// The live screen of one review: the editor's document, the comments beside it, the outline, and everything that follows from them.
'use client';
import { useLocale, useTranslations } from 'next-intl';
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { Gate } from '../../domain/gates';
import type { ReviewPage, ThreadView } from '../../domain/view';
import type { EditorHandle } from '../editor/EditorView';
import type { ReviewDoc } from '../editor/useReviewDoc';
import type { FirstText } from '../editor/view/firstText';
import { laterPart, warmUp } from '../ui/later';
import { useGo } from '../ui/useGo';
import { useChecks } from './checks/useChecks';
import { Dialogs } from './dialogs/Dialogs';
import { EditingItems } from './editing/EditingItems';
import { useEditing } from './editing/useEditing';
import { useFirstPaint } from './firstPaint';
import { placeOf } from './gatePlace';
import { LiveAcross } from './LiveAcross';
import { LivePaper } from './LivePaper';
import { LiveSave, Unsaved } from './LiveSave';
import { LiveTools } from './LiveTools';
import type { Live } from './live';
import { addSection } from './outline/addSection';
import { LiveOutline } from './outline/LiveOutline';
import type { MissingSection } from './outline/outlineRows';
import { useOutline } from './outline/useOutline';
import { useSectionTitle } from './outline/useSectionTitle';
import { PhoneTabs } from './PhoneTabs';
import type { Opens } from './PrimaryAction';
import { RoomNews } from './RoomNews';
import { type RailTab, RailTabs } from './rail/RailTabs';
import { TalkProvider } from './rail/talk';
import { useTalking } from './rail/useTalking';
import { usePoints } from './sign/usePoints';
import { useMode } from './suggest/useMode';
import { usePending } from './suggest/usePending';
import { useSuggestions } from './suggest/useSuggestions';
import { TopBar } from './TopBar';
import { useKeys } from './useKeys';
import { useLocalGates } from './useLocalGates';
import { useMerged } from './useMerged';
import { useNewHistory } from './useNewHistory';
import { useNotices } from './useNotices';
import { usePanes } from './usePanes';
import { usePhone } from './usePhone';
import { usePlace } from './usePlace';
import { useReviewCommands } from './useReviewCommands';
import { useStructure } from './useStructure';
import { useWritable } from './useWritable';
import { Workspace } from './Workspace';
import { walkRegions } from './walkRegions';

const CheckList = laterPart(() => import('./checks/CheckList').then((module) => module.CheckList));
const FindingCard = laterPart(() => import('./checks/FindingCard').then((module) => module.FindingCard));
const KeysDialog = laterPart(() => import('./editing/KeysDialog').then((module) => module.default));
const LiveRail = laterPart(() => import('./rail/LiveRail').then((module) => module.LiveRail));
const LostTray = laterPart(() => import('./rail/LostTray').then((module) => module.LostTray));
const MoveBar = laterPart(() => import('./rail/MoveBar').then((module) => module.MoveBar));
const PhoneComments = laterPart(() => import('./rail/PhoneComments').then((module) => module.PhoneComments));
const PhoneSuggestions = laterPart(() =>
  import('./suggest/PhoneSuggestions').then((module) => module.PhoneSuggestions),
);
const SuggestionList = laterPart(() => import('./suggest/SuggestionList').then((module) => module.SuggestionList));
const WaiveDialog = laterPart(() => import('./checks/WaiveDialog').then((module) => module.WaiveDialog));
const SignRail = laterPart(() => import('./signers/SignRail').then((module) => module.SignRail));

const NONE: readonly ThreadView[] = [];
const NO_PHONE = { mode: false, full: false, keys: false, 'next-finding': false, 'previous-finding': false } as const;

interface Props {
  page: ReviewPage;
  live: Live;
  doc: ReviewDoc;
  /** The page's first view of the text, which goes on here. */
  first: FirstText;
  /** The text began a new history while this page was open. */
  restored: boolean;
}

export function LiveReview({ page, live, doc, first, restored }: Props) {
  const t = useTranslations('review');
  const words = useTranslations('threads');
  const fieldWords = useTranslations('fields');
  const go = useGo();
  const locale = useLocale();
  const phone = usePhone();
  const { blocks } = live;
  const suggestions = usePending(doc.doc, blocks);
  const template = page.templateBody;
  const port = useRef<EditorHandle | null>(null);
  const scroller = useRef<HTMLDivElement | null>(null);
  const rail = useRef<HTMLElement | null>(null);
  const panes = usePanes();
  const [chosen, setTab] = useState<RailTab>('threads');
  const signing = page.signoff?.outcome === 'open' ? page.signoff : null;
  // Its tab goes with the sign-off.
  const tab = chosen === 'signoff' && !signing ? 'threads' : chosen;
  const [dialog, setDialog] = useState<Opens | null>(null);
  const [selected, setSelected] = useState(false);

  // The same text stands in the same place: the reader goes on where the first paint was left.
  const { scrolled } = useFirstPaint();
  useLayoutEffect(() => {
    scroller.current?.scrollTo({ top: scrolled.current, behavior: 'instant' });
  }, [scrolled]);
  useEffect(warmUp, []);

  const sectionTitle = useSectionTitle(template);
  const offline = live.link === 'offline' || live.link === 'stopped';
  const blocked = offline ? t('notLive') : null;
  const mode = useMode(page);
  const { writes, sections } = useWritable(page);
  // A phone reads, comments and signs; writing on it is not promised (PRODUCT, Around it).
  const editable = writes && !phone && (sections !== null || mode.now !== 'read');
  const goToBlock = (block: number) => {
    panes.show('text');
    port.current?.scrollToBlock(block);
  };
  const onAdd = (section: MissingSection) => {
    const view = port.current?.view();
    if (view) addSection(view, section, template, locale);
    goToBlock(section.at);
  };
  const showChecks = () => {
    setTab('checks');
    panes.set('rail', true);
  };
  const structure = useStructure(page);
  const { fields } = structure;
  const checked = useMemo(() => ({ ...page, fields }), [page, fields]);
  const frozen = page.signoff && page.signoff.outcome !== 'cancelled' && !sections;
  const checks = useChecks({
    page: checked,
    blocks,
    port,
    editable,
    frozen: Boolean(frozen),
    onShow: showChecks,
    onGo: goToBlock,
  });
  const { findings } = checks;
  const showComments = () => {
    setTab('threads');
    if (phone) panes.show('comments');
    else panes.set('rail', true);
  };
  const talking = useTalking({
    page,
    live,
    scroller,
    rail,
    port,
    onShow: showComments,
    onHide: () => panes.show('text'),
    sectionTitle,
    blocked,
  });
  const { comments, threads } = talking;
  const gates = useLocalGates(page, blocks, suggestions, threads.items, findings, checks.waivers.standing);
  const showSuggestions = () => {
    setTab('suggestions');
    if (phone) panes.show('suggestions');
    else panes.set('rail', true);
  };
  const suggested = useSuggestions({
    page,
    suggestions,
    live,
    client: doc.doc.clientID,
    port,
    onShow: showSuggestions,
  });

  const { rows, current, mustFix } = useOutline({
    blocks,
    template,
    threads: threads.items,
    findings: checks.open,
    fields,
    scroller,
  });

  const { refresh } = threads;
  const refreshWaivers = checks.waivers.refresh;
  const refreshStructure = structure.refresh;
  const refreshRail = useCallback(async () => {
    await Promise.all([refresh(), refreshWaivers(), refreshStructure()]);
  }, [refresh, refreshWaivers, refreshStructure]);
  const newer = useNotices(live, refreshRail, page.version);
  useNewHistory(live);
  useMerged(live.saving);
  const goToSuggestions = () => {
    showSuggestions();
    if (suggested.active === null) suggested.step(1);
  };
  // They stand in the rail, which a phone has not.
  const showPoints = () => {
    if (phone) return;
    setTab('signoff');
    panes.set('rail', true);
  };
  const goToGate = (gate: Gate) => {
    const place = placeOf(gate, rows, findings.lineBlocks, page.openSections.length > 0);
    setDialog(place.kind === 'dialog' ? place.opens : null);
    if (place.kind === 'thread') {
      comments.openFromText(place.id);
      port.current?.scrollToThread(place.id);
    }
    if (place.kind === 'suggestions') goToSuggestions();
    if (place.kind === 'signers') go(`/reviews/${page.id}/sign`);
    if (place.kind === 'points' && !phone) showPoints();
    else if (place.kind === 'block' || place.kind === 'points') goToBlock(place.block);
  };
  usePlace(live.admitted, blocks, {
    thread: (id) => {
      comments.openFromText(id);
      port.current?.scrollToThread(id);
    },
    block: goToBlock,
    tab: (name) => (name === 'suggestions' ? goToSuggestions() : showPoints()),
    view: () => port.current?.view() ?? null,
  });

  const editing = useEditing({ handle: port, editable, person: page.me.id, panes });
  const mayComment = page.abilities.includes('comment');
  const keys = {
    ...editing.keys,
    comment: mayComment && comments.start,
    mode: mode.toggle,
    outline: () => panes.toggle('outline'),
    rail: () => panes.toggle('rail'),
    walk: () => walkRegions(1),
    'walk-back': () => walkRegions(-1),
    'next-finding': () => checks.step(1),
    'previous-finding': () => checks.step(-1),
    'next-thread': () => (tab === 'suggestions' ? suggested : comments).step(1),
    'previous-thread': () => (tab === 'suggestions' ? suggested : comments).step(-1),
  };
  useKeys(keys);
  // On a phone neither written, nor checked, nor pressed.
  useReviewCommands(page.id, rows, goToBlock, {
    ...keys,
    suggestions: showSuggestions,
    replace: editable && editing.keys.replace,
    ...(phone
      ? { ...NO_PHONE, outline: () => panes.show('outline'), rail: () => panes.show('comments') }
      : { mode: mode.other && mode.toggle, checks: showChecks }),
  });

  const { points, answered } = usePoints(page.id, page.signoff);
  const toAnswer = points.filter(({ answer }) => answer === null).length;
  const frozenAt = frozen && page.signoff ? Date.parse(page.signoff.frozenAt) : null;
  const suggestionList = (readOnly: boolean) => (
    <Unsaved saving={live.saving}>
      {(unsaved) => (
        <SuggestionList
          page={page}
          suggestions={suggested}
          blocks={blocks}
          sectionTitle={sectionTitle}
          blocked={blocked}
          unsaved={unsaved}
          readOnly={readOnly}
          onLeave={() => port.current?.focus()}
        />
      )}
    </Unsaved>
  );
  const save = <LiveSave saving={live.saving} writes={writes} frozenAt={frozenAt} />;
  return (
    <TalkProvider value={talking.talk}>
      <Workspace
        panes={panes}
        scroller={scroller}
        railRef={rail}
        railLabel={words('rail')}
        railChecks={tab !== 'threads'}
        top={
          <TopBar
            page={page}
            save={save}
            present={offline ? [] : live.present}
            gates={gates?.length ?? null}
            blocked={blocked}
            onOpen={setDialog}
            more={<EditingItems reviewId={page.id} editing={editing} editable={editable} phone={phone} />}
          />
        }
        across={
          <LiveAcross
            page={page}
            live={live}
            editable={editable}
            newer={newer}
            restored={restored}
            blocked={blocked}
            onOpen={setDialog}
            onInsert={({ words: lines, place }) => port.current?.insertLines(lines.split('\n'), place) ?? false}
          />
        }
        outline={
          <LiveOutline
            page={page}
            rows={rows}
            blocks={blocks}
            current={current}
            gates={gates}
            hints={checks.open?.filter((one) => one.severity === 'warn').length ?? 0}
            onGo={goToBlock}
            onAdd={editable && mode.now === 'edit' ? onAdd : undefined}
            onGate={goToGate}
            onHints={showChecks}
            onPlan={() => setDialog('plan')}
            onClose={() => panes.set('outline', false)}
            structure={structure}
            offline={offline}
          />
        }
        tools={
          <LiveTools
            page={page}
            handle={port}
            editable={editable}
            blocks={blocks}
            onComment={mayComment ? comments.start : undefined}
            panes={panes}
            mode={sections ? null : mode}
            editing={editing}
            save={save}
          />
        }
        railHead={
          <RailTabs
            tab={tab}
            counts={{
              threads: comments.lists.all,
              suggestions: suggested.cards.length,
              checks: checks.open?.length ?? null,
              ...(signing && { signoff: toAnswer }),
            }}
            onTab={setTab}
            onClose={() => panes.set('rail', false)}
          />
        }
        rail={
          tab === 'signoff' && signing ? (
            <SignRail page={page} signoff={signing} points={points} onAnswered={answered} />
          ) : tab === 'checks' ? (
            <CheckList
              reviewId={page.id}
              findings={findings}
              waivers={checks.waivers}
              active={checks.active}
              sectionTitle={sectionTitle}
              verbs={checks.verbs}
              onFixAll={checks.fixAll}
              onGo={checks.go}
              onStep={checks.step}
            />
          ) : tab === 'suggestions' ? (
            !phone && suggestionList(false)
          ) : (
            !phone && <LiveRail talking={talking} mayComment={mayComment} />
          )
        }
        tray={!phone && <LostTray comments={comments} unsent={talking.outbox.items} />}
        tabs={
          <PhoneTabs
            page={page}
            pane={panes.phone}
            mustFix={mustFix}
            suggestions={suggested.cards.length}
            onShow={panes.show}
          />
        }
      >
        <LivePaper
          first={first}
          page={page}
          reviewDoc={doc}
          handle={port}
          editable={editable}
          sections={sections}
          blocks={blocks}
          threads={threads.items}
          beside={tab === 'threads' && !phone ? comments.beside : NONE}
          activeThread={comments.active}
          onOpenThread={comments.openFromText}
          findings={checks.drawn}
          activeFinding={checks.active}
          onFinding={checks.onFinding}
          suggest={{
            suggesting: mode.now === 'suggest',
            suggestOnly: sections === null && !page.abilities.includes('write'),
            suggestions: suggested.shown,
            active: suggested.active,
            onOpen: suggested.openFromText,
          }}
          fullWidth={editing.fullWidth}
          onComment={mayComment ? comments.start : undefined}
          onLink={editing.link}
          onSelected={setSelected}
          fields={{ structure, members: page.members, blocked: offline ? fieldWords('offline') : null }}
        />
      </Workspace>
      {phone && <PhoneComments talking={talking} panes={panes} selected={selected} mayComment={mayComment} />}
      {comments.moving && (
        <MoveBar
          threadId={comments.moving}
          selected={selected}
          anchor={() => port.current?.selectionAnchor() ?? null}
          onMoved={comments.moved}
          onCancel={comments.stopMoving}
        />
      )}
      {checks.card && (
        <FindingCard
          {...checks.card}
          verbs={checks.verbs}
          onStay={checks.keepCard}
          onLeave={checks.leaveCard}
          onClose={checks.closeCard}
        />
      )}
      {checks.waiving && (
        <WaiveDialog
          reviewId={page.id}
          finding={checks.waiving}
          same={checks.open?.filter((one) => one.rule === checks.waiving?.rule) ?? []}
          sectionTitle={sectionTitle}
          onClose={checks.endWaiving}
          onDone={() => void checks.waivers.refresh()}
        />
      )}
      {phone && panes.phone === 'suggestions' && (
        <PhoneSuggestions onClose={() => panes.show('text')}>{suggestionList(true)}</PhoneSuggestions>
      )}
      {editing.keysShown && <KeysDialog onClose={() => editing.setKeysShown(false)} />}
      <RoomNews me={page.me} present={live.present} offline={offline} threads={threads.items} />
      <Dialogs
        page={page}
        live={live}
        open={dialog}
        onGate={goToGate}
        onOpen={setDialog}
        onClose={() => setDialog(null)}
      />
    </TalkProvider>
  );
}
