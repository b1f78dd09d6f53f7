// The few words in a page that hear Ctrl K before its script is here.
import { headers } from 'next/headers';
import { EARLY_PALETTE } from './earlyPalette';

export async function HearEarly() {
  return (
    <script
      nonce={(await headers()).get('x-nonce') ?? undefined}
      suppressHydrationWarning
      // biome-ignore lint/security/noDangerouslySetInnerHtml: our own constant, under the request's nonce
      dangerouslySetInnerHTML={{ __html: EARLY_PALETTE }}
    />
  );
}
