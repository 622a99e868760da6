/** `npm test`: everything that must hold, cheapest first; stops at the first step that fails. */
import { spawnSync } from 'node:child_process'
import { ensureChromium } from './chromium.ts'
import { ensurePostgres } from './postgres.ts'

const steps: [name: string, command: string, ...args: string[]][] = [
  ['format and lint', 'npx', 'biome', 'check', '.'],
  ['types', 'npx', 'tsc', '-b'],
  // Before the unit tests: it makes the demo's pictures, which many of them need, once.
  ['production build', 'npm', 'run', 'build', '--silent'],
  ['size', 'node', 'tests/size.ts'],
  ['unit tests', 'npx', 'vitest', 'run'],
  ['end-to-end tests', 'npx', 'playwright', 'test'],
]

const run = (): number => {
  let passed = 0
  for (const [name, command, ...args] of steps) {
    const started = Date.now()
    console.log(`\n== ${name}`)
    if (name === 'unit tests') ensurePostgres()
    if (name === 'end-to-end tests') process.env['CHROMIUM_PATH'] = ensureChromium()
    const { status, error } = spawnSync(command, args, { stdio: 'inherit' })
    if (status !== 0) {
      console.error(`== ${name} FAILED${error ? `: ${error.message}` : ''}`)
      console.log(`${passed} passed, 1 failed`)
      return 1
    }
    passed++
    console.log(`== ${name}: ${Math.round((Date.now() - started) / 1000)} s`)
  }
  console.log(`${passed} passed, 0 failed`)
  return 0
}

process.exitCode = run()
