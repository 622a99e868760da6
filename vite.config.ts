import preact from '@preact/preset-vite'
import { VitePWA } from 'vite-plugin-pwa'
import { defineConfig } from 'vitest/config'
import { shellInHtml } from './src/app/shell-in-html.ts'

/** What is loaded late and kept by `sw/player.ts`, besides the player. */
const lateCode = /(Exchange|PaymentCode|LockedItem|open-locks|lock-words|fetch-large|sha2)-[\w-]+\.js$/

const firstCode = /(^|\/)(base|index)-[\w-]+\.js$/

const gateway = process.env['SADA_GATEWAY'] ?? 'http://127.0.0.1:8081'

export default defineConfig({
  plugins: [
    preact(),
    shellInHtml(),
    VitePWA({
      strategies: 'injectManifest',
      srcDir: 'sw',
      filename: 'sw.ts',
      injectRegister: false,
      manifest: false,
      injectManifest: {
        rollupFormat: 'iife',
        // The shell and every lazy room, but not hls.js (kept on the first visit to Watch) and never content or broadcast.
        globPatterns: ['index.html', 'assets/*.{js,css}', 'manifest.webmanifest', 'icons/*.{svg,png}'],
        globIgnores: [
          'assets/{hls,engine,sha2,byte-source,fetch-large}-*.js',
          'assets/{Exchange,PaymentCode}-*.{js,css}',
          'assets/{LockedItem,open-locks,seal,lock-words}-*.{js,css}',
          // Never run in a browser: it stands for a Node module.
          'assets/__vite-browser-external-*.js',
          'edition/**',
          'broadcast/**',
        ],
      },
    }),
  ],
  build: {
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: {
      polyfill: false,
      // What the page itself has loaded is not asked for again; and late code, which nobody waits for, finds its imports by itself: the lists of
      // them would have to be kept by every phone.
      resolveDependencies: (file, imports, { hostType }) =>
        hostType === 'html'
          ? imports
          : imports.filter((name) => (lateCode.test(file) ? name.endsWith('.css') : !firstCode.test(name))),
    },
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            // What every service needs, in one file rather than in six of a few hundred bytes.
            { name: 'shared', test: /src\/shared\/(bytes|problem|signature|reference|edition-rule)\.ts/ },
            { name: 'hls', test: /node_modules[\\/]hls\.js/ },
            // What the first paint and every place share, in one file; left alone it comes in five, or drags along what no paint needs.
            {
              name: 'base',
              test: /vite\/preload-helper|node_modules\/preact\/|src\/shared\/language\.ts|src\/ui\/(language\.tsx|languages\/shell-en)/,
            },
          ],
        },
      },
    },
  },
  server: {
    proxy: Object.fromEntries(['/v1', '/edition', '/broadcast'].map((path) => [path, gateway])),
  },
  test: {
    include: ['src/**/*.test.{ts,tsx}', 'sw/**/*.test.ts', 'tests/*.test.ts', 'tests/bench/*.test.ts'],
    environment: 'node',
    testTimeout: 30_000,
  },
})
