/**
 * `npm run test:browsers`: the main journeys in Firefox and WebKit, on the production build, served by our own evening server.
 * `npm run test:browsers -- firefox webkit` takes only those. `SADA_SHOTS=<folder>` keeps pictures of the screens.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Language } from '../../src/shared/language.ts'
import { createWorld } from '../e2e/shell-world.ts'
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

/** One phone goes through these in order; whoever receives has another one. */
const evening: Record<string, Journey> = {
  'first visit': firstVisit,
  'offline reading': offlineReading,
  giving,
  'passing on': passingOn,
  leaving,
  recordings,
  'what it lacks': whatItLacks,
}
/** Nothing in these depends on the language. */
const onceOnly = ['leaving', 'recordings', 'what it lacks']
const friend: Record<string, Journey> = { receiving }

let passed = 0
let failed = 0
const folder = mkdtempSync(join(tmpdir(), 'sada-browsers-'))
/** What each browser turned out not to be able to do, by its title and version. */
const lacks = new Map<string, Set<string>>()
const passedOn = new Map<string, string>()

const attempt = async (label: string, work: () => Promise<void>): Promise<boolean> => {
  const started = Date.now()
  try {
    await work()
    passed++
    console.log(`ok    ${label} (${((Date.now() - started) / 1000).toFixed(1)} s)`)
    return true
  } catch (error) {
    failed++
    console.log(`FAIL  ${label}: ${error instanceof Error ? error.message : error}`)
    return false
  }
}

const travel = async (
  engine: Engine,
  language: Language,
  journeys: Record<string, Journey>,
): Promise<void> => {
  const first = language === engine.languages[0]
  const titles = Object.keys(journeys)
    .filter((title) => engine.journeys?.includes(title) ?? true)
    .filter((title) => first || !onceOnly.includes(title))
  if (titles.length === 0) return
  const world = await createWorld()
  const home = mkdtempSync(join(folder, `${engine.key}-`))
  let scene: Awaited<ReturnType<typeof openScene>> | undefined
  try {
    const opened = await openScene(engine, language, world, home, passedOn)
    scene = opened
    for (const title of titles) {
      const well = await attempt(`${engine.title}, ${language}: ${title}`, async () => {
        await journeys[title]?.(opened)
        const { complaints } = opened.me.browser
        if (complaints?.length) throw new Error(`the page complained: ${complaints.splice(0).join('; ')}`)
      })
      if (!well) await opened.shoot(`failed-${title}`).catch(() => undefined)
    }
    const said = `${engine.title} (${opened.me.browser.name})`
    lacks.set(said, new Set([...(lacks.get(said) ?? []), ...opened.notes]))
  } catch (error) {
    await attempt(`${engine.title}, ${language}: opening`, () => Promise.reject(error))
  } finally {
    await scene?.close()
    await world.remove()
  }
}

const main = async (): Promise<void> => {
  const wanted = process.argv.slice(2)
  const chosen = engines.filter(({ key }) => wanted.length === 0 || wanted.includes(key))
  for (const engine of chosen) ensureEngine(engine)
  const all = async (some: readonly Engine[], journeys: Record<string, Journey>) => {
    for (const engine of some)
      for (const language of engine.languages) await travel(engine, language, journeys)
  }
  // Two at a time: most of a journey is waiting. A friend's pack must have been made before it is taken.
  const lanes = [chosen.filter(({ key }) => key === 'firefox'), chosen.filter(({ key }) => key !== 'firefox')]
  for (const journeys of [evening, friend]) await Promise.all(lanes.map((lane) => all(lane, journeys)))
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
