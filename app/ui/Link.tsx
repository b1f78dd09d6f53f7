// A link to another screen of this product: an ordinary link, followed without loading the page anew. Next's own also fetches ahead
// what is in sight; all our screens are made for each request, so there would be nothing ahead, and its code is 12 KB.
'use client';
import type { AnchorHTMLAttributes, MouseEvent } from 'react';
import { useGo } from './useGo';

export type LinkProps = AnchorHTMLAttributes<HTMLAnchorElement> & { href: string };

export function Link({ href, onClick, ...rest }: LinkProps) {
  const go = useGo();
  const follow = (event: MouseEvent<HTMLAnchorElement>) => {
    onClick?.(event);
    if (event.defaultPrevented || !isPlain(event) || (rest.target && rest.target !== '_self')) return;
    event.preventDefault();
    go(href);
  };
  return <a href={href} {...rest} onClick={follow} />;
}

/** Every other press is the browser's: a new tab, a new window, a download. */
function isPlain(event: MouseEvent): boolean {
  return event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
}
