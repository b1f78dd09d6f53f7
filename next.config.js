// How Next builds app/: strict, without its own headers, with the packages that must exist once kept outside its bundles.
import createNextIntlPlugin from 'next-intl/plugin';

// Words reach pages ready made: the parser of their placeholders stays out of the browser.
const withWords = createNextIntlPlugin({
  requestConfig: './app/i18n.ts',
  experimental: { messages: { path: './domain/words', format: 'json', locales: 'infer', precompile: true } },
});

export default withWords({
  reactStrictMode: true,
  poweredByHeader: false,
  agentRules: false,
  // "Yjs was already imported" breaks instanceof checks: one copy for pages and server (STACK trap 5).
  serverExternalPackages: ['yjs', 'lib0', 'y-protocols', 'y-websocket', 'y-prosemirror'],
  turbopack: {
    // lib0 names Node's Buffer in a branch that no browser takes, and builds pages to colour what it logs: left alone, 10 KB of them
    // would come to every page.
    rules: {
      '*.js': [
        {
          condition: { all: ['browser', { path: /lib0\/buffer\.js$/ }] },
          loaders: ['./app/build/noNodeBuffer.cjs'],
        },
        {
          condition: { all: ['browser', { path: /lib0\/logging\.js$/ }] },
          loaders: ['./app/build/plainLogging.cjs'],
        },
      ],
    },
  },
  // Types are checked by `npm run check`; TypeScript 7 has no JavaScript API, so Next must use its command.
  typescript: { ignoreBuildErrors: true },
  // Without the second, a refresh that meets a broken network leaves the page for the browser's own, with every word in it.
  experimental: { useTypeScriptCli: true, useOffline: true },
});
