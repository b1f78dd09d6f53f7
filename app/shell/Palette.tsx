// The palette behind Ctrl K: search in every review, places to go to, and the commands of the present screen with their keys.
'use client';
import { Command } from 'cmdk';
import { useTranslations } from 'next-intl';
import { Dialog } from 'radix-ui';
import { Fragment, type ReactNode, useEffect, useState } from 'react';
import { holds, searchQuery } from '../../domain/search';
import type { SearchHit, SearchItem } from '../../domain/view';
import { Icon } from '../ui/Icon';
import type { IconName } from '../ui/icons';
import { leaveToIme } from '../ui/ime';
import { useGo } from '../ui/useGo';
import { isOffered, keysFor, OFFERED } from './commandList';
import type { PaletteCommand } from './context';
import { Marked } from './Marked';
import './palette.css';
import { hitAddress, searchAddress } from './searchAddress';
import { useRecent, useSearch } from './useSearch';

const PLACES = [
  { id: 'desk', href: '/', icon: 'home' },
  { id: 'inbox', href: '/inbox', icon: 'bell' },
  { id: 'reviews', href: '/reviews', icon: 'doc' },
  { id: 'new', href: '/reviews/new', icon: 'plus' },
  { id: 'import', href: '/reviews/import', icon: 'clipboard' },
  { id: 'account', href: '/account', icon: 'sliders' },
] as const satisfies readonly { id: string; href: string; icon: IconName }[];

export function Palette({ commands, onClose }: { commands: readonly PaletteCommand[]; onClose: () => void }) {
  const t = useTranslations('search');
  const leaveFor = useGo();
  const [text, setText] = useState('');
  const [before] = useState(() => document.activeElement);
  const [composing, setComposing] = useState(false);
  // Letters on their way to becoming Chinese look for nothing.
  const [q, setQ] = useState('');
  const found = useSearch(q);
  const recent = useRecent();
  const { terms } = searchQuery(q);
  const named = (label: string) => terms.length === 0 || holds(label, terms);
  const go = (href: string) => {
    onClose();
    leaveFor(href);
  };
  const run = (command: Offer) => {
    onClose();
    // The palette gives the focus back first.
    setTimeout(command.run, 0);
  };
  const places = PLACES.map((place) => ({ ...place, label: t(`place.${place.id}`) })).filter(({ label }) =>
    named(label),
  );
  const rows = { section: sectionsOf(commands), command: offersOf(commands, (id) => t(`keys.${id}`)) };
  const ofKind = (kind: PaletteCommand['kind']) => rows[kind].filter(({ label }) => named(label));
  const shownRecent = q.trim() === '' ? recent : [];
  const first =
    shownRecent[0]?.id ??
    found.items[0]?.reviewId ??
    (found.more ? 'all-results' : undefined) ??
    (ofKind('section')[0] ?? ofKind('command')[0])?.id ??
    (places[0] ? `place-${places[0].id}` : '');
  const [chosen, setChosen] = useState(first);
  // What comes later stands above: Enter goes to the first row again.
  useEffect(() => setChosen(first), [first]);
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className="scrim pal-scrim">
          <Dialog.Content
            className="pop pal"
            aria-describedby={undefined}
            onEscapeKeyDown={leaveToIme}
            onCloseAutoFocus={(event) => {
              event.preventDefault();
              // Unless a command has led somewhere else already.
              if (before instanceof HTMLElement && document.activeElement === document.body)
                before.focus({ preventScroll: true });
            }}
          >
            <Dialog.Title className="sr">{t('palette')}</Dialog.Title>
            <Command
              label={t('palette')}
              shouldFilter={false}
              loop
              value={chosen}
              onValueChange={setChosen}
              onKeyDown={(event) => {
                // The results are those of fewer letters, and nobody has chosen one of them: all that is typed is looked for.
                const isOld = found.state === 'asking' && chosen === found.items[0]?.reviewId;
                if (event.key !== 'Enter' || event.nativeEvent.isComposing || !isOld) return;
                event.preventDefault();
                go(searchAddress({ q: q.trim() }));
              }}
            >
              <div className="pal-in">
                <Icon name="search" />
                <Command.Input
                  value={text}
                  placeholder={t('ask')}
                  maxLength={200}
                  onValueChange={(value) => {
                    setText(value);
                    if (!composing) setQ(value);
                  }}
                  onCompositionStart={() => setComposing(true)}
                  onCompositionEnd={(event) => {
                    setComposing(false);
                    setQ(event.currentTarget.value);
                  }}
                />
                <kbd>Esc</kbd>
              </div>
              <Command.List className="pal-l" label={t('results')}>
                {found.state === 'done' && found.items.length === 0 && q.trim() !== '' && (
                  <p className="pal-none" role="status">
                    {t(found.more ? 'notYet' : 'nothing', { q: q.trim() })}
                  </p>
                )}
                {found.state === 'failed' && (
                  <p className="pal-none" role="alert">
                    {found.words}
                  </p>
                )}
                {shownRecent.length > 0 && (
                  <Group title={t('recent')}>
                    {shownRecent.map(({ id, title }) => (
                      <Row key={id} id={id} icon="doc" onSelect={() => go(`/reviews/${id}`)}>
                        {title}
                      </Row>
                    ))}
                  </Group>
                )}
                {found.items.map((item) => (
                  <Found key={item.reviewId} item={item} onGo={(hit) => go(hitAddress(item.reviewId, hit, q.trim()))} />
                ))}
                {(found.items.length > 0 || found.more) && (
                  <Row id="all-results" icon="search" onSelect={() => go(searchAddress({ q: q.trim() }))}>
                    {t(found.more ? 'more' : 'all')}
                  </Row>
                )}
                {(['section', 'command'] as const).map((kind) => (
                  <Fragment key={kind}>
                    {ofKind(kind).length > 0 && (
                      <Group title={t(`kind.${kind}`)}>
                        {ofKind(kind).map((one) => (
                          <Row key={one.id} id={one.id} icon={one.icon} keys={one.keys} onSelect={() => run(one)}>
                            {one.label}
                          </Row>
                        ))}
                      </Group>
                    )}
                  </Fragment>
                ))}
                {places.length > 0 && (
                  <Group title={t('go')}>
                    {places.map(({ id, icon, href, label }) => (
                      <Row key={id} id={`place-${id}`} icon={icon} onSelect={() => go(href)}>
                        {label}
                      </Row>
                    ))}
                  </Group>
                )}
              </Command.List>
            </Command>
          </Dialog.Content>
        </Dialog.Overlay>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

interface Offer {
  id: string;
  label: string;
  icon: IconName;
  keys?: string | undefined;
  run: () => void;
}

function sectionsOf(commands: readonly PaletteCommand[]): Offer[] {
  return commands.flatMap((one) => (one.kind === 'section' ? [{ ...one, icon: 'chev-r' as const }] : []));
}

/** In the order of the list, whichever the screen gave. */
function offersOf(commands: readonly PaletteCommand[], say: (id: keyof typeof OFFERED) => string): Offer[] {
  const order = Object.keys(OFFERED);
  return commands
    .flatMap(({ kind, id, run }) =>
      kind === 'command' && isOffered(id) ? [{ id, label: say(id), icon: OFFERED[id], keys: keysFor(id), run }] : [],
    )
    .sort((a, b) => order.indexOf(a.id) - order.indexOf(b.id));
}

function Group({ title, children }: { title: string; children: ReactNode }) {
  return <Command.Group heading={title}>{children}</Command.Group>;
}

function Row({
  id,
  icon,
  keys,
  onSelect,
  children,
}: {
  id: string;
  icon: IconName;
  keys?: string | undefined;
  onSelect: () => void;
  children: ReactNode;
}) {
  return (
    <Command.Item className="pal-i" value={id} onSelect={onSelect}>
      <Icon name={icon} size={16} />
      <span className="clip grow">{children}</span>
      {keys && <kbd>{keys}</kbd>}
    </Command.Item>
  );
}

function Found({ item, onGo }: { item: SearchItem; onGo: (hit: SearchHit | null) => void }) {
  const t = useTranslations('search');
  const stage = useTranslations('stage');
  return (
    <Command.Group>
      <Row id={item.reviewId} icon="doc" onSelect={() => onGo(null)}>
        <b>
          <Marked parts={item.title} />
        </b>
        <small className="pal-at">{stage(item.stage)}</small>
      </Row>
      {item.hits.map((hit, index) => (
        <Command.Item
          key={hit.kind === 'comment' ? `${hit.threadId} ${hit.at}` : `${index}`}
          value={`${item.reviewId} ${index}`}
          className="pal-i pal-hit"
          onSelect={() => onGo(hit)}
        >
          <Icon name={hit.kind === 'comment' ? 'comment' : 'search'} size={16} />
          <span className="grow">
            <span className="pal-words">
              <Marked parts={hit.parts} />
            </span>
            <small className="clip">
              {hit.kind === 'comment'
                ? t('byIn', { who: hit.author, section: hit.section })
                : hit.section || t('preamble')}
            </small>
          </span>
        </Command.Item>
      ))}
    </Command.Group>
  );
}
