/**
 * `npm run bench:load`: a first visit on bad links, with a phone four times slower than this machine: when it paints, answers a tap and shows the
 * first chapter, after how many bytes, and that as a ratio to the soonest those bytes could have been here. Needs `npm run build`. The
 * median of three. `--quick` takes one.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from '@playwright/test'
import { openEvening, projectFolders } from '../../../src/organiser/evening/open-evening.ts'
import { createWeather } from '../../../src/organiser/weather/weather.ts'
import { chromiumArgs, ensureChromium } from '../../chromium.ts'
import { limitMs, links } from './limit.ts'
import { type Milestone, type Visit, visit } from './phone.ts'

const rounds = process.argv.includes('--quick') ? 1 : 3
const folder = mkdtempSync(join(tmpdir(), 'sada-load-'))

const labels: readonly [Milestone, string][] = [
  ['painted', 'painted and readable, places lead on'],
  ['interactive', 'a tap on a place is answered'],
  ['chapter', 'first chapter readable'],
]

const median = (numbers: readonly number[]): number =>
  [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN

const evening = await openEvening({
  ...projectFolders,
  host: '127.0.0.1',
  port: 0,
  data: join(folder, 'data'),
  log: { file: join(folder, 'gateway.log') },
})
const browser = await chromium.launch({ executablePath: ensureChromium(), args: chromiumArgs })
try {
  for (const link of links) {
    const { hostname, port } = new URL(evening.address)
    const weather = await createWeather({
      upstream: { host: hostname, port: Number(port) },
      rttMs: link.rttMs,
    })
    weather.set({ kbps: link.kbps })
    const bytes = () => weather.stats().down.wireBytes
    const visits: Visit[] = []
    for (let round = 0; round < rounds; round++) {
      visits.push(await visit(browser, `${weather.address}/read`, 'interactive', bytes))
      visits.push(await visit(browser, `${weather.address}/read/schools`, 'chapter', bytes))
    }
    await weather.close()
    console.log(`\n${link.kbps} kbit/s, round trip ${link.rttMs} ms, CPU 4x slower`)
    for (const [name, label] of labels) {
      const reached = visits.flatMap((one) => one[name] ?? [])
      const [ms, size] = [median(reached.map((one) => one.ms)), median(reached.map((one) => one.bytes))]
      const least = limitMs(size, link)
      console.log(
        `  ${label.padEnd(38)}${(ms / 1000).toFixed(1).padStart(6)} s  ${String(Math.round(size)).padStart(8)} bytes  ` +
          `${(least / 1000).toFixed(1).padStart(6)} s at best  ratio ${(ms / least).toFixed(2)}`,
      )
    }
  }
} finally {
  await browser.close()
  await evening.close()
  rmSync(folder, { recursive: true, force: true })
}
