// A forgotten password: the person chooses a new one under the link that an administrator made.
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { runtime } from '../../../../server/runtime';
import { takeLinkAction } from '../../actions';
import { LinkForm } from '../../LinkForm';
import { Sentence } from '../../Sentence';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('entry'))('reset.title') };
}

export default async function ResetPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const link = await runtime().auth.link(token);
  if (link?.kind !== 'reset') return <Sentence of="reset" />;
  return <LinkForm action={takeLinkAction} kind="reset" token={token} name={link.name} email={link.email} />;
}
