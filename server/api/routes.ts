// Every route of /api/v1, in one table; and the table describing itself.
import { VERSION } from '../version';
import { openapi } from './openapi';
import { json, type Route } from './route';
import { auditRoutes } from './routes/audit';
import { binRoutes } from './routes/bin';
import { checkRoutes } from './routes/checks';
import { historyRoutes } from './routes/history';
import { inboxRoutes } from './routes/inbox';
import { meRoutes } from './routes/me';
import { peopleRoutes } from './routes/people';
import { reviewRoutes } from './routes/reviews';
import { searchRoutes } from './routes/search';
import { signerRoutes } from './routes/signers';
import { signoffRoutes } from './routes/signoff';
import { structureRoutes } from './routes/structure';
import { suggestionRoutes } from './routes/suggestions';
import { textRoutes } from './routes/text';
import { threadRoutes } from './routes/threads';
import { versionRoutes } from './routes/versions';

const described: readonly Route[] = [
  ...peopleRoutes,
  ...meRoutes,
  ...reviewRoutes,
  ...textRoutes,
  ...historyRoutes,
  ...versionRoutes,
  ...structureRoutes,
  ...threadRoutes,
  ...suggestionRoutes,
  ...signoffRoutes,
  ...checkRoutes,
  ...searchRoutes,
  ...inboxRoutes,
  ...auditRoutes,
  ...signerRoutes,
  ...binRoutes,
];

/** Made at the first question and kept: anybody may ask. */
let description: Record<string, unknown> | null = null;

export const routes: readonly Route[] = [
  ...described,
  {
    method: 'GET',
    path: '/openapi.json',
    summary: 'This description',
    open: true,
    answers: 'OpenAPI 3.1',
    handle: async () => {
      description ??= openapi(described, VERSION);
      return json(200, description);
    },
  },
];
