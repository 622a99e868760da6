import type { Plugin } from 'vite'

/** What the code that Vite writes around `import()` calls, and with what. */
const contract = /export const __vitePreload = function preload\(baseModule, deps, importerUrl\)/

/** Vite plugin: `preload.ts` instead of Vite's helper. @throws Error where Vite calls another helper than the one we stand in for */
export const leanPreload = (): Plugin => ({
  name: 'sada-lean-preload',
  apply: 'build',
  enforce: 'post',
  transform: {
    filter: { id: /vite\/preload-helper/ },
    handler: (code) => {
      if (!contract.test(code))
        throw new Error('Vite has another preload helper: see src/app/lean-preload.ts')
      return { code: "export { preload as __vitePreload } from '/src/app/preload.ts'", map: null }
    },
  },
})
