// Which language a request is answered in, and its words: cookie, then the profile, then what the browser prefers.
import { cookies } from 'next/headers';
import { getRequestConfig } from 'next-intl/server';
import { LOCALES, type Locale } from '../domain/actor';
import en from '../domain/words/en.json';
import zh from '../domain/words/zh-CN.json';
import { validTimeZone } from './prefer';
import { browserLocale, currentActor } from './session';

export default getRequestConfig(async () => {
  const locale = await chosenLocale();
  const zone = (await cookies()).get('tz')?.value;
  return { locale, messages: locale === 'en' ? en : zh, timeZone: validTimeZone(zone) };
});

async function chosenLocale(): Promise<Locale> {
  const cookie = (await cookies()).get('locale')?.value;
  const named = LOCALES.find((locale) => locale === cookie);
  if (named) return named;
  try {
    return (await currentActor())?.locale ?? (await browserLocale());
  } catch {
    // The store cannot be asked. The page asks again and shows that error; here it only needs a language to say it in.
    return browserLocale();
  }
}
