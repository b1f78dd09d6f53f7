// An invitation: the person chooses name and password.
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { runtime } from '../../../../server/runtime';
import { takeLinkAction } from '../../actions';
import { LinkForm } from '../../LinkForm';
import { Sentence } from '../../Sentence';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('entry'))('invite.title') };
}

export default async function JoinPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const link = await runtime().auth.link(token);
  if (link?.kind !== 'invite') return <Sentence of="invite" />;
  return <LinkForm action={takeLinkAction} kind="invite" token={token} name={link.name} email={link.email} />;
}
