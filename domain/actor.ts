// Who acts: a signed-in person. Links and nodes are not actors; what the server does by itself is done as `system`.

export interface Actor {
  personId: string;
  name: string;
  email: string;
  admin: boolean;
  /** 1..8: the palette colour of cursor and avatar. */
  colour: number;
  /** The session or token row behind this actor: audit and revocation name it. */
  sessionId: string;
  /** How the actor came: a browser session (cookie) or an API token. */
  via: 'session' | 'token';
  locale: Locale;
}

export const LOCALES = ['zh-CN', 'en'] as const;
export type Locale = (typeof LOCALES)[number];
