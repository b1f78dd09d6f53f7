// Who takes part: everybody with their roles, and adding somebody from the directory.
'use client';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { allows } from '../../../domain/policy';
import type { Role } from '../../../domain/review';
import type { ReviewPage } from '../../../domain/view';
import { maySetRoles } from '../../../domain/workflow';
import { copyText } from '../../client/clipboard';
import { useCall } from '../../client/useCall';
import { Button } from '../../ui/Button';
import { Dialog } from '../../ui/Dialog';
import { Notice } from '../../ui/Tag';
import { notify } from '../../ui/Toast';
import { AddMember } from './AddMember';
import { MemberRow } from './MemberRow';

export type SharePage = Pick<ReviewPage, 'id' | 'stage' | 'members' | 'me' | 'abilities'>;

export function ShareDialog({ page, onClose }: { page: SharePage; onClose: () => void }) {
  const t = useTranslations('share');
  const router = useRouter();
  const { busy, words, run } = useCall();
  const [copied, setCopied] = useState<boolean | null>(null);
  const state = {
    id: page.id,
    stage: page.stage,
    members: page.members.map((one) => ({ personId: one.id, roles: one.roles })),
  };
  const may = (before: readonly Role[], after: readonly Role[]) => maySetRoles(state, page.me.id, before, after);

  const set = async (personId: string, roles: readonly Role[]) => {
    const path = `/reviews/${page.id}/members/${personId}`;
    const answer = roles.length > 0 ? await run('PUT', path, { roles }) : await run('DELETE', path);
    if (answer.ok) router.refresh();
    return answer.ok;
  };
  const copy = async () => {
    const done = await copyText(`${location.origin}/reviews/${page.id}`);
    setCopied(done);
    notify(t(done ? 'copied' : 'copyFailed'));
  };

  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={t('title')}
      note={t(page.abilities.includes('share') ? 'note' : 'noteFrozen')}
      foot={
        <>
          <span className="hint grow">{allows(['signatory'], page.stage, 'read') ? null : t('signHint')}</span>
          <Button icon={copied ? 'check' : 'copy'} onClick={() => void copy()}>
            {t('copy')}
          </Button>
          <Button variant="primary" onClick={onClose}>
            {t('done')}
          </Button>
        </>
      }
    >
      <AddMember
        members={page.members}
        may={(role) => may([], [role])}
        busy={busy}
        onAdd={(person, role) => set(person.id, [role])}
      />
      {words && <Notice meaning="object" icon="warn" role="alert" title={words} />}
      <ul className="pl" aria-label={t('members')}>
        {page.members.map((member) => (
          <MemberRow
            key={member.id}
            member={member}
            me={member.id === page.me.id}
            may={(after) => may(member.roles, after)}
            onSet={(roles) => void set(member.id, roles)}
          />
        ))}
      </ul>
    </Dialog>
  );
}
