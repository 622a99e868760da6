/**
 * `npm run bench:soak`: whether a tab stays as small as it was over a whole evening. A rehearsal of the demo broadcast, at four times its pace, so
 * that two hours take thirty minutes; the page hears it at that pace too. Options: `--minutes 120` of programme, `--speed 4`. Needs a production build.
 * Ends with 1 where memory grew by more than a tenth, something was skipped, or the page had an error.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { type Browser, type CDPSession, chromium, type Page } from '@playwright/test'
import { start } from '../../src/organiser/testing/command.ts'
import { chromiumArgs, ensureChromium } from '../chromium.ts'
import { type Heard, hurry } from './hurry.ts'

/** Rows of the table; memory of the first quarter is warming up, the second is what the last is compared with. */
const rows = 48
const allowed = 1.1

interface Memory {
  /** What the tab's process has for itself and its share of what is shared (`/proc/<pid>/smaps_rollup`, Pss), MB. */
  process: number
  /** JavaScript objects after a collection, MB. */
  heap: number
  nodes: number
}

/** The tab's process: the renderer that holds most. */
const processMemory = async (browser: Browser): Promise<number> => {
  const session = await browser.newBrowserCDPSession()
  const { processInfo } = await session.send('SystemInfo.getProcessInfo')
  await session.detach()
  const sizes = processInfo
    .filter(({ type }) => type === 'renderer')
    .map(({ id }) => /^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${id}/smaps_rollup`, 'utf8'))?.[1])
  return Math.max(...sizes.map((kb) => Number(kb ?? 0))) / 1024
}

const memoryOf = async (browser: Browser, session: CDPSession): Promise<Memory> => {
  await session.send('HeapProfiler.collectGarbage')
  const { metrics } = await session.send('Performance.getMetrics')
  const of = (name: string): number => metrics.find((metric) => metric.name === name)?.value ?? Number.NaN
  return { process: await processMemory(browser), heap: of('JSHeapUsedSize') / 2 ** 20, nodes: of('Nodes') }
}

const readOptions = () => {
  const { values } = parseArgs({
    options: { minutes: { type: 'string', default: '120' }, speed: { type: 'string', default: '4' } },
  })
  const [minutes, speed] = [Number(values.minutes), Number(values.speed)]
  if (!(minutes >= 1)) throw new Error(`--minutes ${values.minutes}: a number from 1 up is needed`)
  if (!(speed >= 1 && speed <= 4))
    throw new Error(`--speed ${values.speed}: 1 to 4, as "sada rehearse" has it`)
  if (!existsSync('dist/index.html')) throw new Error('There is no production build. Run: npm run build')
  return { minutes, speed }
}

const heardBy = (page: Page): Promise<Heard> =>
  page.evaluate(() => (window as unknown as { benchHeard: Heard }).benchHeard)

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN

const soak = async ({ minutes, speed }: ReturnType<typeof readOptions>): Promise<boolean> => {
  const data = mkdtempSync(join(tmpdir(), 'sada-soak-'))
  await using rehearsal = start([
    ...['rehearse', 'public/broadcast', '--speed', String(speed), '--past', '120'],
    ...['--port', '0', '--data', data, '--json'],
  ])
  const [, address = ''] = await rehearsal.printed(/"address":"([^"]+)"/)
  const args = [...chromiumArgs, '--autoplay-policy=no-user-gesture-required']
  const browser = await chromium.launch({ executablePath: ensureChromium(), args })
  const errors: string[] = []
  const memories: Memory[] = []
  try {
    const page = await browser.newPage({ viewport: { width: 360, height: 740 } })
    page.on('pageerror', (error) => errors.push(String(error)))
    page.on('crash', () => errors.push('the tab crashed'))
    await page.addInitScript(hurry, speed)
    await page.goto(`${address}/watch`)
    await page.locator('[data-rung="video"]').waitFor({ timeout: 60_000 })
    const session = await page.context().newCDPSession(page)
    await session.send('Performance.enable')
    console.log('programme min | tab MB | heap MB | nodes | heard min | skipped s | errors')
    const from = Date.now()
    for (let row = 1; row <= rows; row++) {
      await sleep(from + (row * minutes * 60_000) / speed / rows - Date.now())
      const memory = await memoryOf(browser, session)
      const { heard, skipped } = await heardBy(page)
      memories.push(memory)
      const cells = [
        ((row * minutes) / rows).toFixed(1),
        memory.process.toFixed(0),
        memory.heap.toFixed(1),
        memory.nodes,
        (heard / 60).toFixed(1),
        skipped.toFixed(1),
        errors.length,
      ]
      console.log(cells.join(' | '))
    }
    const { heard, skipped } = await heardBy(page)
    const quarter = (n: number) => memories.slice((n * rows) / 4, ((n + 1) * rows) / 4)
    const growth = (of: (memory: Memory) => number): number =>
      median(quarter(3).map(of)) / median(quarter(1).map(of))
    const [tab, heap] = [growth(({ process }) => process), growth(({ heap: bytes }) => bytes)]
    for (const error of errors) console.error(error)
    console.log(
      `last quarter over second quarter: tab ${tab.toFixed(3)}, heap ${heap.toFixed(3)} (limit ${allowed}); ` +
        `heard ${(heard / 60).toFixed(1)} of ${minutes} min, skipped ${skipped.toFixed(1)} s, errors ${errors.length}`,
    )
    return tab <= allowed && heap <= allowed && skipped === 0 && errors.length === 0
  } finally {
    await browser.close()
    await rehearsal.end('SIGTERM')
    rmSync(data, { recursive: true, force: true })
  }
}

try {
  process.exitCode = (await soak(readOptions())) ? 0 : 1
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 2
}
