import type { Totals } from '../../../src/shared/totals.ts'
import { readLedger } from '../../e2e/ledger.ts'
import type { Outcome, RunSchedule } from '../outcome.ts'
import { type KeptEntry, readOutbox, type Seen, tapSendNow } from './in-page.ts'
import { judge } from './judge.ts'
import { run } from './phone.ts'
import { type Schedule, scheduleOf } from './schedule.ts'
import { openStation, type Station } from './station.ts'
import { createKillable, type Killable, pause, type Stage, take } from './steps.ts'

/** Longest that what waits may take to be recorded once everything works again, ms: far longer than that takes. */
const longestCalm = 180_000

interface Options {
  /** Told of each step, each fault and each word on the screen. */
  log?: (line: string) => void
  /** ms that what waits is given in the end. */
  calm?: number
}

/** Everything works again: what waits is sent, by the person's own button, until nothing waits or that takes too long. */
const drainCalmly = async (
  { phone, station }: Stage,
  gateway: Killable,
  { log, calm }: Required<Options>,
): Promise<KeptEntry[]> => {
  station.proxy.answers = []
  station.proxy.link('up')
  await gateway.start()
  await phone.ensure()
  await phone.setQuota(false)
  const until = Date.now() + calm
  for (;;) {
    await phone.ensure()
    try {
      const tab = await phone.tab(0)
      const entries = await run(tab, readOutbox)
      const open = entries.some(({ state }) => state !== 'recorded')
      if (!open || Date.now() > until) return entries
      await run(tab, tapSendNow)
    } catch (error) {
      // A page that was just loading anew, or a browser that a last fault killed.
      log(`not calm yet: ${error}`)
      if (Date.now() > until) throw error
    }
    await pause(150)
  }
}

const hear = ({ attempts, waiting, count }: Stage, seen: Seen): void => {
  if ('notKept' in seen) {
    count('told that it was not kept')
    // Of the form that was last sent; there is one under way at a time where storage is full, else it is said of none that was kept.
    const last = attempts.findLast(({ reference }) => reference === null)
    if (last) last.toldNotKept = true
    if (last) waiting.get(last)?.()
    return
  }
  const amount = Number(/[\d,]+(\.\d+)?/.exec(seen.kept.amount)?.[0].replaceAll(',', ''))
  const attempt = attempts.find(({ minor }) => minor === Math.round(amount * 100))
  if (!attempt) throw new Error(`the screen thanks for ${seen.kept.amount}, which was not given`)
  attempt.reference = seen.kept.reference
  waiting.get(attempt)?.()
}

/** Runs a schedule at a station, one at a time. */
export const perform = async (
  station: Station,
  schedule: Schedule,
  { log = () => {}, calm = longestCalm }: Options = {},
): Promise<Omit<Outcome, 'seed'>> => {
  const faults: Record<string, number> = {}
  const troubles: string[] = []
  const before = new Set(readLedger(station.gateway.data).map(({ id }) => id))
  const gateway = createKillable(station)
  const stage: Stage = {
    station,
    phone: station.takePhone(),
    attempts: [],
    waiting: new Map(),
    count(fault) {
      log(fault)
      faults[fault] = (faults[fault] ?? 0) + 1
    },
  }
  const { phone } = stage
  phone.onSeen = (seen) => {
    log(JSON.stringify(seen))
    try {
      hear(stage, seen)
    } catch (error) {
      troubles.push(String(error))
    }
  }
  const { proxy } = station
  proxy.onFault = stage.count
  proxy.onKill = async (fault) => {
    if (fault.startsWith('browser')) return phone.kill()
    if (await gateway.kill()) void gateway.start()
  }
  let wellEnded = false
  try {
    await phone.reset(schedule.tabs)
    proxy.answers = [...schedule.answers]
    for (const { step, pause: after } of schedule.steps) {
      log('ensure')
      await phone.ensure()
      log(JSON.stringify(step))
      // A step that a fault breaks off is broken off for the person, too: they see what is there and go on.
      await take(step, stage, gateway).catch((error: Error) => {
        log(`broken off: ${error.message}`)
        if (/^(too long|the form)/.test(error.message)) troubles.push(`${step.do}: ${error.message}`)
      })
      await pause(after)
    }
    log('drain')
    const entries = await drainCalmly(stage, gateway, { log, calm })
    log('drained')
    const totals = (await (await fetch(`${station.gateway.address}/v1/totals`)).json()) as Totals
    const judged = await judge({
      attempts: stage.attempts,
      ledger: readLedger(station.gateway.data),
      before,
      entries,
      totals,
      gatewayKeys: station.gatewayKeys,
    })
    const wrong = [...troubles, ...judged.wrong]
    wellEnded = wrong.length === 0 && entries.every(({ state }) => state === 'recorded')
    return { faults, ...judged, wrong }
  } finally {
    log('end')
    proxy.answers = []
    proxy.link('up')
    // Whatever went wrong is not to be met by the next schedule.
    if (wellEnded) station.giveBack(phone)
    else await phone.remove()
    await gateway.start()
  }
}

const free: Station[] = []
/** Stations that nobody has needed for this long are closed, and the process may end, ms. */
const idle = 3000
let closing: ReturnType<typeof setTimeout> | undefined

/** Runs the schedule of a seed in a real browser against a real gateway; several at once each have their own. */
export const runSchedule: RunSchedule = async (seed) => {
  clearTimeout(closing)
  const station = free.pop() ?? (await openStation())
  try {
    const log = (line: string) => console.error(Math.round(performance.now()), line)
    const told = process.env['SADA_FAULTS_LOG'] ? { log } : {}
    return { seed, ...(await perform(station, scheduleOf(seed), told)) }
  } finally {
    free.push(station)
    clearTimeout(closing)
    closing = setTimeout(() => {
      for (const one of free.splice(0)) void one.close()
    }, idle)
  }
}
