/**
 * `npm run bench:voice`: how much of the voice is heard on bad links, beside what the link allows at most.
 * Options: `--seconds 150`, `--links square,metro-72` (default: all), `--players sada,hls.js`, `--at-once 1`: so many side by side, each with a browser
 * and a bottleneck of its own, begun one after the other. Needs a production build. Ends with 1 where Sada skipped speech.
 */
import { existsSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { chromium } from '@playwright/test'
import { chromiumArgs, ensureChromium } from '../chromium.ts'
import { createEveningServer } from '../e2e/evening-server.ts'
import { links } from './links.ts'
import { measure, type Row } from './measure.ts'
import { players } from './players.ts'
import { tableOf } from './table.ts'

/** A page that opens takes a processor for a second; the next one waits for so long, ms. */
const apart = 10_000

/** Names from a comma-separated list; throws on one that is not known. */
const choose = (typed: string | undefined, known: ReadonlyMap<string, unknown>, what: string): string[] => {
  const names = typed?.split(',') ?? [...known.keys()]
  const unknown = names.filter((name) => !known.has(name))
  if (unknown.length === 0) return names
  throw new Error(`no such ${what}: ${unknown.join(', ')}. There are: ${[...known.keys()].join(', ')}`)
}

const readOptions = () => {
  const { values } = parseArgs({
    options: {
      seconds: { type: 'string', default: '150' },
      links: { type: 'string' },
      players: { type: 'string' },
      'at-once': { type: 'string', default: '1' },
    },
  })
  const seconds = Number(values.seconds)
  if (!(seconds >= 5)) throw new Error(`--seconds ${values.seconds}: a number from 5 up is needed`)
  const atOnce = Number(values['at-once'])
  if (!(Number.isInteger(atOnce) && atOnce >= 1))
    throw new Error(`--at-once ${values['at-once']}: a whole number from 1 up is needed`)
  if (!existsSync('dist/index.html')) throw new Error('There is no production build. Run: npm run build')
  return {
    seconds,
    atOnce,
    names: choose(values.links, links, 'link'),
    who: choose(values.players, players, 'player'),
  }
}

const bench = async ({ seconds, names, who, atOnce }: ReturnType<typeof readOptions>): Promise<Row[]> => {
  const args = [...chromiumArgs, '--autoplay-policy=no-user-gesture-required']
  const all = names.flatMap((link) => who.map((player) => ({ link, player, trace: links.get(link) ?? [] })))
  const rows = new Map<(typeof all)[number], Row>()
  const left = [...all]
  const again = new Set<(typeof all)[number]>()
  const work = async (worker: number): Promise<void> => {
    await sleep(worker * apart)
    const server = await createEveningServer()
    const browser = await chromium.launch({ executablePath: ensureChromium(), args })
    try {
      await server.start()
      for (let one = left.shift(); one; one = left.shift()) {
        console.error(`${one.link}, ${one.player}: ${seconds} s`)
        try {
          rows.set(one, await measure({ ...one, seconds, browser, port: server.port }))
        } catch (error) {
          // A browser that did not come up in time says nothing of a player: once more, and the others go on.
          console.error(`${one.link}, ${one.player}: ${error instanceof Error ? error.message : error}`)
          if (!again.has(one)) left.push(one)
          again.add(one)
        }
      }
    } finally {
      await browser.close()
      await server.remove()
    }
  }
  await Promise.all(Array.from({ length: Math.min(atOnce, all.length) }, (_, worker) => work(worker)))
  if (rows.size < all.length) process.exitCode = 2
  return all.flatMap((one) => rows.get(one) ?? [])
}

try {
  const rows = await bench(readOptions())
  console.log(tableOf(rows))
  const lost = rows.filter(({ player, score }) => player === 'sada' && score.skipped > 0)
  for (const { link, score } of lost)
    console.error(`${link}: ${score.skipped.toFixed(1)} s of speech skipped`)
  process.exitCode ??= lost.length > 0 ? 1 : 0
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 2
}
