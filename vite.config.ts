import preact from '@preact/preset-vite'
import { VitePWA } from 'vite-plugin-pwa'
import { defineConfig } from 'vitest/config'

const gateway = process.env['SADA_GATEWAY'] ?? 'http://127.0.0.1:8081'

export default defineConfig({
  plugins: [
    preact(),
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
        globIgnores: ['assets/hls-*.js', 'edition/**', 'broadcast/**'],
      },
    }),
  ],
  build: {
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        codeSplitting: { groups: [{ name: 'hls', test: /node_modules[\\/]hls\.js/ }] },
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
