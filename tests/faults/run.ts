/**
 * `npm run faults -- --runs 10000 --seed 1 --level module`: that many schedules of faults, seed after seed. Prints how often each fault was met
 * and what became of the donations; ends with 1 where one was lost, doubled or wrongly confirmed, with the command that shows it again.
 * `--workers 2` shares the seeds out to that many threads.
 */
import { parseArgs } from 'node:util'
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import type { Outcome, RunSchedule } from './outcome.ts'
import { addUp, emptyTally, report, type Tally } from './tally.ts'

/** How many schedules by default. */
const levels = { module: 10_000, browser: 500 }
type Level = keyof typeof levels

const load = (level: Level): Promise<{ runSchedule: RunSchedule }> => import(`./${level}/run-schedule.ts`)

/** The outcome of a seed, also where the instrument itself breaks. */
const outcomeOf = async (run: RunSchedule, seed: number): Promise<Outcome> => {
  try {
    return await run(seed)
  } catch (error) {
    const said = error instanceof Error ? (error.stack ?? error.message) : String(error)
    return { seed, kept: 0, recorded: 0, waiting: 0, faults: {}, wrong: [`the instrument broke: ${said}`] }
  }
}

interface Share {
  level: Level
  seeds: Iterable<number>
}

/** Runs seeds here, one after the other. */
const runHere = async ({ level, seeds }: Share, tell: (outcome: Outcome) => void): Promise<void> => {
  const { runSchedule } = await load(level)
  let current = 0
  const nobody = (error: unknown): void => {
    const said = error instanceof Error ? (error.stack ?? error.message) : String(error)
    tell({
      seed: current,
      kept: 0,
      recorded: 0,
      waiting: 0,
      faults: {},
      wrong: [`rejected unheard: ${said}`],
    })
  }
  const stuck = (): void => {
    console.error(`seed ${current} never ended: all wait for each other`)
    process.exitCode = 1
  }
  process.on('unhandledRejection', nobody).on('beforeExit', stuck)
  for (const seed of seeds) {
    current = seed
    tell(await outcomeOf(runSchedule, seed))
  }
  process.off('unhandledRejection', nobody).off('beforeExit', stuck)
}

/** Each `of`-th seed from `first` on. */
function* everyOf(first: number, end: number, of: number): Generator<number> {
  for (let seed = first; seed < end; seed += of) yield seed
}

interface Order {
  level: Level
  first: number
  end: number
  of: number
}

const share = ({ level, first, end, of }: Order): Share => ({ level, seeds: everyOf(first, end, of) })

const inThread = (order: Order, tell: (outcome: Outcome) => void): Promise<void> =>
  new Promise((resolve, reject) => {
    new Worker(new URL(import.meta.url), { workerData: order, argv: process.argv.slice(2) })
      .on('message', tell)
      .on('error', reject)
      .on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`a thread ended with ${code}`))))
  })

const main = async (): Promise<void> => {
  const { values } = parseArgs({
    options: {
      level: { type: 'string', default: 'module' },
      runs: { type: 'string' },
      seed: { type: 'string', default: '1' },
      workers: { type: 'string', default: '1' },
    },
  })
  const level = values.level as Level
  const [seed, workers] = [Number(values.seed), Number(values.workers)]
  const runs = Number(values.runs ?? levels[level])
  if (!(level in levels) || ![seed, runs, workers].every(Number.isSafeInteger) || runs < 1 || workers < 1) {
    console.error('usage: npm run faults -- [--level module|browser] [--runs N] [--seed S] [--workers K]')
    process.exitCode = 1
    return
  }
  console.log(`${runs} schedules at ${level} level, from seed ${seed}`)
  const tally: Tally = emptyTally()
  const began = Date.now()
  const tell = (outcome: Outcome): void => {
    addUp(tally, outcome)
    for (const wrong of outcome.wrong) console.error(`seed ${outcome.seed}: ${wrong}`)
    if (tally.runs % Math.max(1, Math.floor(runs / 20)) === 0 || process.stderr.isTTY)
      console.error(`${tally.runs} of ${runs}, ${Math.round((Date.now() - began) / 1000)} s`)
  }
  const end = (): void => {
    console.log(report(tally, level, (Date.now() - began) / 1000))
    if (tally.wrong.size > 0) process.exitCode = 1
  }
  // Whoever breaks a long run off sees what it came to.
  process.once('SIGINT', () => {
    end()
    process.exit()
  })
  const order = (thread: number): Order => ({ level, first: seed + thread, end: seed + runs, of: workers })
  if (workers === 1) await runHere(share(order(0)), tell)
  else await Promise.all(Array.from({ length: workers }, (_, thread) => inThread(order(thread), tell)))
  end()
}

if (isMainThread) await main()
else await runHere(share(workerData as Order), (outcome) => parentPort?.postMessage(outcome))
