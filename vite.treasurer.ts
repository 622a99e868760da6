import preact from '@preact/preset-vite'
import { defineConfig } from 'vite'
import { treasuryPath } from './src/shared/treasury/api.ts'

/** The treasurer's page: a build of its own, so that it costs the audience nothing, under a path that their service worker leaves alone. */
export default defineConfig({
  root: 'src/treasurer',
  base: treasuryPath,
  publicDir: false,
  plugins: [preact()],
  build: {
    outDir: '../../dist-treasurer',
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
})
