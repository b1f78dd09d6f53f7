// HTML from elsewhere before it is parsed: what office programs add beside the words is taken out, what they mean is kept.

/** Ours when the editor itself put it on the clipboard. */
function isOurs(html: string): boolean {
  return /data-pm-slice=/.test(html);
}

/** The words with their structure. The document that it is read in runs no script and loads nothing. */
export function cleanHtml(html: string): string {
  if (isOurs(html)) return html;
  const { body } = new DOMParser().parseFromString(html, 'text/html');
  for (const el of body.querySelectorAll('style, script, meta, link, title, xml, template, iframe, object'))
    el.remove();
  // The number that Word writes before a list item: the list makes its own.
  for (const el of body.querySelectorAll<HTMLElement>('p[style*="mso-list"]')) wordListItem(el);
  for (const el of body.querySelectorAll('o\\:p')) el.replaceWith(...el.childNodes);
  // Google Docs wraps everything in a b that is not bold.
  for (const el of body.querySelectorAll<HTMLElement>(
    'b[style*="font-weight:normal"], b[style*="font-weight: normal"]',
  ))
    el.replaceWith(...el.childNodes);
  for (const el of body.querySelectorAll('h4, h5, h6')) renamed(el, 'h3');
  for (const el of body.querySelectorAll('*')) forgetOurAttributes(el);
  return body.innerHTML;
}

function wordListItem(p: HTMLElement): void {
  const marker = p.querySelector('[style*="mso-list:Ignore"], [style*="mso-list: Ignore"]');
  const ordered = /^\s*[\d０-９a-zA-Z一二三四五六七八九十]+\s*[.、．)）]/.test(marker?.textContent ?? '');
  const level = Number(/level(\d)/.exec(p.getAttribute('style') ?? '')?.[1] ?? 1);
  marker?.remove();
  p.dataset.wordList = ordered ? 'ordered' : 'bullet';
  p.dataset.wordIndent = String(Math.max(0, Math.min(3, level - 1)));
}

function renamed(el: Element, name: string): void {
  const other = el.ownerDocument.createElement(name);
  other.append(...el.childNodes);
  el.replaceWith(other);
}

/** Ids, keys and kinds mean something in a text of ours alone. */
function forgetOurAttributes(el: Element): void {
  const { wordList, wordIndent } = (el as HTMLElement).dataset ?? {};
  for (const { name } of [...el.attributes]) if (name.startsWith('data-')) el.removeAttribute(name);
  if (!wordList) return;
  el.setAttribute('data-list', wordList);
  el.setAttribute('data-indent', wordIndent ?? '0');
}
