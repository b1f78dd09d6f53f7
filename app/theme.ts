// Light, dark or as the system says: the reader's choice, and the script that settles it before the first paint.
import { cookies } from 'next/headers';
import { runtime } from '../server/runtime';
import { currentActor } from './session';

export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

/** Cookie, then the profile. Without either: as the system says. */
export async function chosenTheme(): Promise<Theme> {
  const cookie = (await cookies()).get('theme')?.value;
  const named = THEMES.find((theme) => theme === cookie);
  if (named) return named;
  try {
    const actor = await currentActor();
    const profile = actor && (await runtime().views.account(actor)).person.theme;
    return THEMES.find((theme) => theme === profile) ?? 'system';
  } catch {
    return 'system'; // An outage shows itself in the page; a colour is no reason to fail before it.
  }
}

/** Runs in <head> under the request's nonce. `data-look` is the choice, `data-theme` what is painted; `tz` tells the server our days. */
export const PAINT = `(function(){var d=document.documentElement,m=matchMedia('(prefers-color-scheme: dark)');
function paint(){var l=d.dataset.look;d.dataset.theme=l==='system'?(m.matches?'dark':'light'):l}
paint();m.addEventListener&&m.addEventListener('change',paint);window.addEventListener('countersign:look',paint);
try{var z=Intl.DateTimeFormat().resolvedOptions().timeZone;if(z)document.cookie='tz='+encodeURIComponent(z)+';path=/;max-age=31536000;samesite=lax'}catch(e){}})()`;
