/**
 * `npm run test:browsers`: the main journeys in Firefox and WebKit, on the production build, served by our own evening server.
 * `npm run test:browsers -- firefox webkit` takes only those. `SADA_SHOTS=<folder>` keeps pictures of the screens.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createWorld, languages } from '../e2e/shell-world.ts'
import { type Engine, engines } from './engines.ts'
import { facts, whatItLacks } from './facts.ts'
import { ensureEngine } from './install.ts'
import { firstVisit } from './journeys/first-visit.ts'
import { giving } from './journeys/giving.ts'
import { leaving } from './journeys/leaving.ts'
import { offlineReading } from './journeys/offline-reading.ts'
import { passingOn } from './journeys/passing-on.ts'
import { receiving } from './journeys/receiving.ts'
import { recordings } from './journeys/recordings.ts'
import { openScene, type Scene } from './scene.ts'

type Journey = (scene: Scene) => Promise<void>

/** One phone goes through the first four; whoever receives has another one. */
const evening: Record<string, Journey> = {
  'first visit': firstVisit,
  'offline reading': offlineReading,
  recordings,
  leaving,
  giving,
  'passing on': passingOn,
  'what it lacks': whatItLacks,
}
const friend: Record<string, Journey> = { receiving }

let passed = 0
let failed = 0
const folder = mkdtempSync(join(tmpdir(), 'sada-browsers-'))
/** What each browser turned out not to be able to do, by its title and version. */
const lacks = new Map<string, Set<string>>()
const passedOn = new Map<string, string>()

const travel = async (
  engine: Engine,
  language: (typeof languages)[number],
  name: string,
  journeys: Record<string, Journey>,
): Promise<void> => {
  const world = await createWorld()
  try {
    const scene = await openScene(
      engine,
      language,
      world,
      mkdtempSync(join(folder, `${engine.key}-${name}-`)),
      passedOn,
    )
    try {
      for (const [title, journey] of Object.entries(journeys)) {
        if (engine.journeys && !engine.journeys.includes(title)) continue
        const started = Date.now()
        const label = `${engine.title}, ${language}: ${title}`
        try {
          await journey(scene)
          const { complaints } = scene.me.browser
          if (complaints?.length) throw new Error(`the page complained: ${complaints.splice(0).join('; ')}`)
          passed++
          console.log(`ok    ${label} (${((Date.now() - started) / 1000).toFixed(1)} s)`)
        } catch (error) {
          failed++
          await scene.shoot(`failed-${title}`).catch(() => undefined)
          console.log(`FAIL  ${label}: ${error instanceof Error ? error.message : error}`)
        }
      }
    } finally {
      if (name === 'evening') {
        const said = `${engine.title} (${scene.me.browser.name})`
        lacks.set(said, new Set([...(lacks.get(said) ?? []), ...scene.notes]))
      }
      await scene.close()
    }
  } finally {
    await world.remove()
  }
}

const main = async (): Promise<void> => {
  const wanted = process.argv.slice(2)
  const chosen = engines.filter(({ key }) => wanted.length === 0 || wanted.includes(key))
  for (const engine of chosen) ensureEngine(engine)
  for (const engine of chosen)
    for (const language of engine.journeys ? (['en'] as const) : languages)
      await travel(engine, language, 'evening', evening)
  for (const engine of chosen)
    for (const language of engine.journeys ? [] : languages) await travel(engine, language, 'friend', friend)
}

try {
  await main()
} finally {
  rmSync(folder, { recursive: true, force: true })
}
for (const [browser, keys] of lacks) {
  console.log(`\n${browser} cannot`)
  for (const { key, cannot, instead } of facts) if (keys.has(key)) console.log(`- ${cannot}: ${instead}`)
}
console.log(`\n${passed} passed, ${failed} failed`)
process.exitCode = failed === 0 && passed > 0 ? 0 : 1
