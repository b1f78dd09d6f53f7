// The editor alone in a page: the real session, view and tool bar, and a colleague whose edits come through the real gate.
import { NextIntlClientProvider } from 'next-intl';
import { type ComponentProps, useRef, useState, useSyncExternalStore } from 'react';
import { createRoot } from 'react-dom/client';
import * as Y from 'yjs';
import type { EditorHandle } from '../../../app/editor/EditorView';
import { StaticPaper } from '../../../app/editor/StaticPaper';
import type { SessionPage } from '../../../app/editor/session/session';
import { type ReviewDoc, useReviewDoc } from '../../../app/editor/useReviewDoc';
import type { ShownFinding } from '../../../app/editor/view/shown';
import { useEditing } from '../../../app/review/editing/useEditing';
import { LivePaper } from '../../../app/review/LivePaper';
import { LiveTools } from '../../../app/review/LiveTools';
import { useKeys } from '../../../app/review/useKeys';
import { usePanes } from '../../../app/review/usePanes';
import { Sprite } from '../../../app/ui/Sprite';
import { Toasts } from '../../../app/ui/Toast';
import type { Block } from '../../../domain/document/blocks';
import { blocksOf, commentKey, contentOf } from '../../../domain/document/layout';
import { numberBlocks } from '../../../domain/document/render';
import { rejectedBlocks } from '../../../domain/document/suggestions';
import { must } from '../../../domain/must';
import team from '../../../domain/template/builtin/self-check-2023-team.json';
import { parseTemplate } from '../../../domain/template/template';
import type { ThreadView } from '../../../domain/view';
import words from '../../../domain/words/zh-CN.json';
import { SAMPLE, samplePage } from './sample';

const template = parseTemplate(team);
const NO_FIELDS: ComponentProps<typeof LivePaper>['fields'] = {
  structure: { fields: {}, setFields: () => Promise.resolve(null) },
  members: [],
  blocked: null,
};
const TITLE = '2026年度班子集体自查报告';

export interface Harness {
  live: ReviewDoc;
  handle: () => EditorHandle;
  /** A colleague's copy; what they write comes in through the gate, what is written here goes to them at once. */
  remote: Y.Doc;
  /** Updates that this page has sent since it opened. */
  sent: Uint8Array[];
  set(next: Partial<Settings>): void;
  blocks(): Block[];
  rejected(): Block[];
  remoteBlocks(): Block[];
  /** Types into the colleague's nth text block. */
  remoteInsert(block: number, at: number, text: string): void;
  /** Puts the mark of a thread there, as the server does. */
  remoteComment(block: number, at: number, length: number, thread: string): void;
  opened: string[];
  save: ReturnType<ReviewDoc['saving']['now']>;
  aside: string | null;
  present: ReviewDoc['presence'];
}

interface Settings {
  editable: boolean;
  threads: readonly ThreadView[];
  activeThread: string | null;
  findings: readonly ShownFinding[];
  paper: 'live' | 'static';
  suggest: { suggesting: boolean; suggestOnly: boolean };
  /** Returned sections that alone may be written. */
  sections: readonly string[] | null;
  /** Markers beside points, and fields of measures that nobody has filled. */
  fields: boolean;
}

declare global {
  interface Window {
    h: Harness;
    /** Begins anew with another text, or with the review of an earlier run, as a reload does. */
    restart(blocks?: readonly Block[], review?: number): void;
    /** The text of a real server. */
    visit(page: SessionPage): void;
    /** The same text as the server gives it now, as a refresh of the page does. */
    renew(page: SessionPage): void;
    run: number;
  }
}

function Root() {
  const [run, setRun] = useState({ n: 0, page: samplePage(0, SAMPLE) });
  window.restart = (blocks = SAMPLE, review) =>
    setRun(({ n }) => ({ n: n + 1, page: samplePage(review ?? n + 1, blocks) }));
  window.visit = (page) => setRun(({ n }) => ({ n: n + 1, page }));
  window.renew = (page) => setRun(({ n }) => ({ n, page }));
  window.run = run.n;
  return <App key={run.n} n={run.n} page={run.page} />;
}

function App({ n, page }: { n: number; page: SessionPage }) {
  const live = useReviewDoc(page);
  const handle = useRef<EditorHandle | null>(null);
  const [settings, setSettings] = useState<Settings>({
    editable: true,
    threads: [],
    activeThread: null,
    findings: [],
    paper: 'live',
    suggest: { suggesting: false, suggestOnly: false },
    sections: null,
    fields: false,
  });
  const [harness] = useState(() => connect(live));
  const panes = usePanes();
  const { editable } = settings;
  const editing = useEditing({ handle, editable, person: page.me.id, panes });
  useKeys(editing.keys);
  harness.live = live;
  harness.save = useSyncExternalStore(live.saving.subscribe, live.saving.now);
  harness.aside = live.aside?.text ?? null;
  harness.present = live.presence;
  harness.handle = () => must(handle.current, 'the editor is there');
  harness.set = (next) => setSettings((before) => ({ ...before, ...next }));
  window.h = harness;
  return (
    <div className="ws-scroll" style={{ height: '100vh' }} data-run={n}>
      <section className="ws-bar ws-tools">
        <LiveTools
          page={{ title: TITLE, templateBody: template }}
          handle={handle}
          editable={editable}
          blocks={live.blocks}
          onComment={() => harness.opened.push('new')}
          panes={panes}
          editing={editing}
          save={null}
          mode={{
            now: 'edit',
            options: ['edit', 'suggest', 'read'],
            set: () => undefined,
            other: 'suggest',
            toggle: () => undefined,
            news: '',
          }}
        />
      </section>
      <main className="ws-page">
        {settings.paper === 'static' ? (
          <StaticPaper
            title={TITLE}
            blocks={live.blocks}
            numbers={numberBlocks(live.blocks, template).map((one) => one.number)}
          />
        ) : (
          <LivePaper
            page={{ title: TITLE, templateBody: template }}
            reviewDoc={live}
            handle={handle}
            editable={editable}
            sections={settings.sections}
            blocks={live.blocks}
            threads={settings.threads}
            beside={settings.threads}
            activeThread={settings.activeThread}
            findings={settings.findings}
            onOpenThread={(id) => harness.opened.push(id)}
            suggest={{ ...settings.suggest, suggestions: [], active: null, onOpen: () => undefined }}
            fullWidth={editing.fullWidth}
            onComment={() => harness.opened.push('new')}
            onLink={editing.link}
            onSelected={() => undefined}
            {...(settings.fields && { fields: NO_FIELDS })}
          />
        )}
      </main>
    </div>
  );
}

function connect(live: ReviewDoc): Harness {
  const remote = new Y.Doc();
  const sent: Uint8Array[] = [];
  Y.applyUpdate(remote, Y.encodeStateAsUpdate(live.doc));
  live.doc.on('update', (update: Uint8Array, origin: unknown) => {
    if (origin === remote) return;
    sent.push(update);
    Y.applyUpdate(remote, update, live.doc);
  });
  remote.on('update', (update: Uint8Array, origin: unknown) => {
    if (origin !== live.doc) live.gate.pass(() => Y.applyUpdate(live.doc, update, remote));
  });
  const textAt = (block: number) => {
    const text = (contentOf(remote).get(block) as Y.XmlElement).get(0);
    if (!(text instanceof Y.XmlText)) throw new Error('no text there');
    return text;
  };
  return {
    live,
    handle: () => must<EditorHandle>(null, 'the editor is there'),
    remote,
    sent,
    set: () => undefined,
    blocks: () => blocksOf(window.h.live.doc, false),
    rejected: () => rejectedBlocks(window.h.live.doc),
    remoteBlocks: () => blocksOf(remote, false),
    remoteInsert: (block, at, text) => textAt(block).insert(at, text),
    remoteComment: (block, at, length, id) => textAt(block).format(at, length, { [commentKey(id)]: { id } }),
    opened: [],
    save: live.saving.now(),
    aside: null,
    present: [],
  };
}

createRoot(document.getElementById('app') as HTMLElement).render(
  <NextIntlClientProvider locale="zh-CN" messages={words} timeZone="Asia/Shanghai">
    <Sprite />
    <Root />
    <Toasts />
  </NextIntlClientProvider>,
);
