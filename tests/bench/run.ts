/**
 * `npm run bench:voice`: how much of the voice is heard on bad links, beside what the link allows at most.
 * Options: `--seconds 150`, `--links square,metro-72` (default: all), `--players sada,hls.js`. Needs a production build.
 * Ends with 1 where Sada skipped speech.
 */
import { existsSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { chromium } from '@playwright/test'
import { chromiumArgs, ensureChromium } from '../chromium.ts'
import { createEveningServer } from '../e2e/evening-server.ts'
import { links } from './links.ts'
import { measure, type Row } from './measure.ts'
import { players } from './players.ts'
import { tableOf } from './table.ts'

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
    },
  })
  const seconds = Number(values.seconds)
  if (!(seconds >= 5)) throw new Error(`--seconds ${values.seconds}: a number from 5 up is needed`)
  if (!existsSync('dist/index.html')) throw new Error('There is no production build. Run: npm run build')
  return {
    seconds,
    names: choose(values.links, links, 'link'),
    who: choose(values.players, players, 'player'),
  }
}

const bench = async ({ seconds, names, who }: ReturnType<typeof readOptions>): Promise<Row[]> => {
  const server = await createEveningServer()
  const args = [...chromiumArgs, '--autoplay-policy=no-user-gesture-required']
  const browser = await chromium.launch({ executablePath: ensureChromium(), args })
  const rows: Row[] = []
  try {
    await server.start()
    for (const link of names)
      for (const player of who) {
        const trace = links.get(link)
        if (!trace) continue
        console.error(`${link}, ${player}: ${seconds} s`)
        rows.push(await measure({ player, link, trace, seconds, browser, port: server.port }))
      }
  } finally {
    await browser.close()
    await server.remove()
  }
  return rows
}

try {
  const rows = await bench(readOptions())
  console.log(tableOf(rows))
  const lost = rows.filter(({ player, score }) => player === 'sada' && score.skipped > 0)
  for (const { link, score } of lost)
    console.error(`${link}: ${score.skipped.toFixed(1)} s of speech skipped`)
  process.exitCode = lost.length > 0 ? 1 : 0
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 2
}
