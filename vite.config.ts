import preact from '@preact/preset-vite'
import { VitePWA } from 'vite-plugin-pwa'
import { defineConfig } from 'vitest/config'
import { leanPreload } from './src/app/lean-preload.ts'
import { shellInHtml } from './src/app/shell-in-html.ts'
import { leanMarked } from './src/library/lexer-only.ts'

const gateway = process.env['SADA_GATEWAY'] ?? 'http://127.0.0.1:8081'

export default defineConfig({
  plugins: [
    preact(),
    shellInHtml(),
    leanPreload(),
    leanMarked(),
    VitePWA({
      strategies: 'injectManifest',
      srcDir: 'sw',
      filename: 'sw.ts',
      injectRegister: false,
      manifest: false,
      injectManifest: {
        rollupFormat: 'iife',
        // The shell and every lazy room; of late code the worker keeps what it is told to. Never content or broadcast.
        globPatterns: ['index.html', 'assets/*.{js,css}', 'manifest.webmanifest', 'icons/*.{svg,png}'],
        // Of code that few streams ask for, the worker keeps what has come and need not know beforehand.
        globIgnores: ['edition/**', 'broadcast/**', 'assets/failover-steered-*'],
      },
    }),
  ],
  build: {
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: {
      polyfill: false,
      // The page itself names `base`: it is here before anything asks for more, and need not be asked for again.
      resolveDependencies: (_, deps, { hostType }) =>
        hostType === 'html' ? deps : deps.filter((path) => !path.startsWith('assets/base-')),
    },
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'hls', test: /node_modules[\\/]hls\.js/ },
            // What the first paint and every place share, in one file; left alone it comes in five, or drags along what no paint needs.
            // It names no other file, so that it stays the same when they change: an update costs a phone only what is new.
            {
              name: 'base',
              test: /vite\/preload-helper|src\/app\/preload\.ts|node_modules\/preact\/|src\/ui\/(language\.tsx|chosen|place-icons|use-store|languages\/en\.ts$)|src\/shared\/(store|backoff|kept)\.ts|src\/link\/link-status|src\/app\/(arrive|install\/held-prompt|services|load-again|use-reader|use-waiting|places-list|appearance\/theme)\.ts|src\/app\/location\.tsx/,
            },
            {
              name: 'common',
              test: /src\/watch\/(hls\/goes-on|voice\/boxes)\.ts|src\/shared\/(saved|kept-voice|language|retry|in-hand|problem|bytes|edition-rule|sound-turn|webvtt|picture|kept-pictures|keyring|localized|manifest|remember|share-target|signature)\.ts|src\/app\/StatusLine|src\/link\/(saves-data|request|web-page|wire-share)|src\/library\/(text-size|desk\/read\/choose-size)\.ts|rolldown[/:]runtime|src\/ui\/(by-tag|isolate|plural|Progress|Icon|icon-paths|Notice|use-focus-kept|take-shared|format|styles\/details)|src\/watch\/player\/(state|ahead-in)|src\/give\/(save-file|grouped|use-now|format-wait|EntryStateWords)/,
            },
            // What the library's screens share with its late parts stays with them; left alone it comes in three files more or less by chance.
            { name: 'LibraryScreen', test: /src\/library\/(?!Markdown\.|lexer-only)[A-Za-z-]+\.tsx?$/ },
            // The edition's code, then the outbox's: each is asked for as one, and compresses a tenth better than its parts.
            {
              name: 'packs',
              test: /node_modules\/(valibot|idb)\/|src\/packs\/(packs|code-keeper|offline-files|storage-promise|tell-progress|indexeddb-store|keep-rule|keyring|open-manifest|sync-report|wishes)\.ts|src\/app\/(start-services|update\/gone|discreet\/follow-tabs)/,
            },
            {
              name: 'outbox',
              test: /node_modules\/(uuidv7|workbox-window)\/|src\/give\/outbox\/|src\/app\/(worker|late|kept-font|apply-chosen|update\/|appearance\/choose-theme)|src\/shared\/(donation|receipt|money|reference)/,
            },
            // What the player does without until a voice was heard: one file. What both use is in `common`; left alone the player would ask for all of it.
            { name: 'Kept', test: /src\/watch\/(kept|saved)\// },
            // The desk and the transcript look for words in the same way.
            { name: 'fold', test: /src\/shared\/find\// },
            { name: 'sealing', test: /node_modules\/@hpke\/|src\/shared\/sealing/ },
            // Offered on any page, and on the page about this phone: one file for both.
            { name: 'Install', test: /src\/app\/install\// },
          ],
        },
      },
    },
  },
  server: {
    proxy: Object.fromEntries(['/v1', '/edition', '/broadcast', '/erase'].map((path) => [path, gateway])),
  },
  test: {
    include: [
      'src/**/*.test.{ts,tsx}',
      'sw/**/*.test.ts',
      'tests/*.test.ts',
      'tests/{bench,faults/module,fuzz,lint,pseudo,trust}/*.test.ts',
    ],
    environment: 'node',
    setupFiles: ['tests/setup.ts'],
    // Hang guards, not measures: tests that build an edition make its pictures where no build has before.
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
})
