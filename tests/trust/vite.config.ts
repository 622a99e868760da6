import { defineConfig, mergeConfig } from 'vitest/config'
import base from '../../vite.config.ts'
import { named, takeOut } from './take-out.ts'

/** The project's own configuration, with a check taken out of the sources. `npm run trust` names it. */
const mutation = named()

export default mergeConfig(
  base,
  defineConfig({
    plugins: mutation ? [takeOut(mutation)] : [],
    // The cache of modules knows nothing of what was taken out: it would hand whole code to one run, and spoilt code to all after it.
    test: { fsModuleCache: false },
  }),
)
