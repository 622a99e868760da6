/**
 * `npm run bench:soak`: whether a tab stays as small as it was over a whole evening. A rehearsal of the demo broadcast, at four times its pace, so
 * that two hours take thirty minutes; the page hears it at that pace too. Options: `--minutes 120` of programme, `--speed 4`. Needs a production build.
 * Ends with 1 where the tab's memory grew by more than a tenth, something was skipped, or the page had an error; of the JavaScript in it (a tenth of the
 * tab) it tells the growth as well. Without Playwright: it would have the tab keep
 * a copy of all that came (DevTools' domain Network), some 2 MB a minute.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { start } from '../../src/organiser/testing/command.ts'
import { firstTab, type Tab, wholeBrowser } from '../e2e/devtools.ts'
import { ownChromium } from '../e2e/own-chromium.ts'
import { type Heard, hurry } from './hurry.ts'

/** Rows of the table; memory of the first quarter is warming up, the second is what the last is compared with. */
const rows = 48
const allowed = 1.1

interface Memory {
  /** What the tab's process has for itself (`/proc/<pid>/smaps_rollup`, Private_Dirty), MB: its share of what is shared depends on who else runs. */
  process: number
  /** JavaScript objects after a collection, MB. */
  heap: number
  nodes: number
}

/** The tab's process: the renderer that holds most. */
const processMemory = async (browser: Tab): Promise<number> => {
  const { processInfo } = (await browser.send('SystemInfo.getProcessInfo')) as {
    processInfo: { id: number; type: string }[]
  }
  const sizes = processInfo
    .filter(({ type }) => type === 'renderer')
    .map(
      ({ id }) => /^Private_Dirty:\s+(\d+) kB/m.exec(readFileSync(`/proc/${id}/smaps_rollup`, 'utf8'))?.[1],
    )
  return Math.max(...sizes.map((kb) => Number(kb ?? 0))) / 1024
}

const memoryOf = async (browser: Tab, tab: Tab): Promise<Memory> => {
  await tab.send('HeapProfiler.collectGarbage')
  const { metrics } = (await tab.send('Performance.getMetrics')) as {
    metrics: { name: string; value: number }[]
  }
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

const heardBy = (tab: Tab): Promise<Heard> => tab.evaluate('benchHeard')

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN

/** @throws Error where no picture is shown within a minute */
const untilVideo = async (tab: Tab): Promise<void> => {
  for (let tries = 0; tries < 120; tries++) {
    if (await tab.evaluate(`!!document.querySelector('[data-rung="video"]')`)) return
    await sleep(500)
  }
  throw new Error('no picture was shown within a minute')
}

const soak = async ({ minutes, speed }: ReturnType<typeof readOptions>): Promise<boolean> => {
  const data = mkdtempSync(join(tmpdir(), 'sada-soak-'))
  await using rehearsal = start([
    ...['rehearse', 'public/broadcast', '--speed', String(speed), '--past', '120'],
    ...['--port', '0', '--data', data, '--json'],
  ])
  const [, address = ''] = await rehearsal.printed(/"address":"([^"]+)"/)
  const chromium = ownChromium(['--autoplay-policy=no-user-gesture-required', '--window-size=360,740'])
  const errors: string[] = []
  const memories: Memory[] = []
  try {
    const port = await chromium.launch()
    const [browser, tab] = [await wholeBrowser(port), await firstTab(port)]
    tab.on('Runtime.exceptionThrown', ({ exceptionDetails }) => errors.push(JSON.stringify(exceptionDetails)))
    tab.on('Inspector.targetCrashed', () => errors.push('the tab crashed'))
    for (const domain of ['Runtime', 'Inspector', 'Page', 'Performance']) await tab.send(`${domain}.enable`)
    await tab.send('Page.addScriptToEvaluateOnNewDocument', { source: `(${hurry})(${speed})` })
    await tab.send('Page.navigate', { url: `${address}/watch` })
    await untilVideo(tab)
    console.log('programme min | tab MB | heap MB | nodes | heard min | skipped s | errors')
    const from = Date.now()
    for (let row = 1; row <= rows; row++) {
      await sleep(from + (row * minutes * 60_000) / speed / rows - Date.now())
      const memory = await memoryOf(browser, tab)
      const { heard, skipped } = await heardBy(tab)
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
    const { heard, skipped } = await heardBy(tab)
    const quarter = (n: number) => memories.slice((n * rows) / 4, ((n + 1) * rows) / 4)
    const growth = (of: (memory: Memory) => number): number =>
      median(quarter(3).map(of)) / median(quarter(1).map(of))
    const [whole, heap] = [growth(({ process }) => process), growth(({ heap: bytes }) => bytes)]
    for (const error of errors) console.error(error)
    console.log(
      `last quarter over second quarter: tab ${whole.toFixed(3)} (limit ${allowed}), heap in it ${heap.toFixed(3)}; ` +
        `heard ${(heard / 60).toFixed(1)} of ${minutes} min, skipped ${skipped.toFixed(1)} s, errors ${errors.length}`,
    )
    return whole <= allowed && skipped === 0 && errors.length === 0
  } finally {
    await chromium.remove()
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
