// Words that templates carry in both languages, in the reader's one.

export function say(words: { zh: string; en: string }, locale: string): string {
  return locale === 'en' ? words.en : words.zh;
}
