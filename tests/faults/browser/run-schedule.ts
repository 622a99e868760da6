import type { Totals } from '../../../src/shared/totals.ts'
import type { Tab } from '../../e2e/devtools.ts'
import { readLedger } from '../../e2e/ledger.ts'
import type { Outcome, RunSchedule } from '../outcome.ts'
import { fillForm, formErrors, type KeptEntry, readOutbox, type Seen, takeUpdate, tapGive, tapSendNow } from './in-page.ts' // biome-ignore format: one line
import { type Attempt, judge } from './judge.ts'
import { type Phone, run } from './phone.ts'
import { type Gift, type Meanwhile, type Step, scheduleOf } from './schedule.ts'
import { openStation, type Station } from './station.ts'

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

/** Longest that the screen may take to say whether a donation is kept, ms; a person who waits for longer gives up on it. */
const confirmWithin = 10_000
/** Longest that what waits may take to be recorded once everything works again, ms: far longer than that takes. */
const longestCalm = 180_000
/** A step that needs a moment to be reached (a request on its way) does without after this, ms. */
const soon = 1500

interface Stage {
  station: Station
  phone: Phone
  attempts: Attempt[]
  /** Told what the screen says next of this attempt. */
  waiting: Map<Attempt, () => void>
  count(fault: string): void
  log(line: string): void
  calm: number
}

const amountOf = ({ currency, amount }: Gift) => ({ currency, minor: amount * 100 })

/** Gateways that were killed start in their own time, as the evening goes on; whoever needs one waits. */
const createKillable = ({ gateway }: Station) => {
  let up = true
  let starting: Promise<void> = Promise.resolve()
  return {
    async kill() {
      await starting
      if (!up) return false
      up = false
      await gateway.stop('SIGKILL')
      return true
    },
    start() {
      if (!up) {
        up = true
        starting = gateway.start()
        starting.catch(() => undefined)
      }
      return starting
    },
  }
}
type Killable = ReturnType<typeof createKillable>

const confirmation = (stage: Stage, attempt: Attempt, within: number): Promise<void> =>
  attempt.reference !== null || attempt.toldNotKept
    ? Promise.resolve()
    : Promise.race([new Promise<void>((resolve) => stage.waiting.set(attempt, resolve)), pause(within)])

/** A form that is filled in, and what becomes of it. */
interface Ready {
  tab: Tab
  gift: Gift
  attempt: Attempt & { tapped: boolean }
}

/** Fills the form of a tab in, up to the button. */
const prepare = async ({ phone, attempts }: Stage, gift: Gift): Promise<Ready> => {
  const tab = await phone.tab(gift.tab)
  await run(tab, fillForm, gift.currency, gift.amount)
  // Tapped unless the page says otherwise: it may be killed before it can.
  const attempt = { ...amountOf(gift), reference: null, toldNotKept: false, tapped: true }
  attempts.push(attempt)
  return { tab, gift, attempt }
}
const tap = async ({ tab, gift, attempt }: Ready): Promise<void> => {
  attempt.tapped = await run(tab, tapGive, gift.taps, gift.amount)
}

const during = async (
  what: Meanwhile,
  tab: Tab,
  gift: Gift,
  { phone, station, count }: Stage,
  gateway: Killable,
): Promise<void> => {
  count(`meanwhile: ${what}`)
  switch (what) {
    case 'browser killed':
      return phone.kill()
    case 'gateway killed':
      await gateway.kill()
      return void gateway.start()
    case 'worker updated':
      station.proxy.publishWorker()
      if (await run(tab, takeUpdate, soon)) count('worker taken in mid-send')
      return
    case 'worker woken':
      return void (await phone.wakeWorker())
    case 'tab closed':
      return phone.closeTab(gift.tab)
    case 'tab reloaded':
      return phone.reload(gift.tab)
    case 'link cut':
      station.proxy.link('refused')
      return station.proxy.link('up')
  }
}

const give = async (
  stage: Stage,
  { gifts, meanwhile }: Step & { do: 'give' },
  gateway: Killable,
): Promise<void> => {
  const { proxy } = stage.station
  if (gifts.length > 1) await stage.phone.needTabs(gifts.length)
  const ready: Ready[] = []
  for (const gift of gifts) ready.push(await prepare(stage, gift))
  const hold = meanwhile && proxy.holdNext(meanwhile.held)
  try {
    const tapped = Promise.all(ready.map(tap))
    // Where what happens meanwhile breaks off as well, that is told.
    tapped.catch(() => undefined)
    const [first] = ready
    const [gift] = gifts
    if (meanwhile && hold && first && gift) {
      await Promise.race([Promise.all([hold.held, confirmation(stage, first.attempt, soon)]), pause(soon)])
      await during(meanwhile.what, first.tab, gift, stage, gateway)
    }
    await tapped
  } finally {
    hold?.release()
  }
  for (const { tab, attempt } of ready) {
    if (!attempt.tapped) {
      stage.count('form gone before the tap')
      continue
    }
    await confirmation(stage, attempt, meanwhile ? soon : confirmWithin)
    if (attempt.reference === null && !attempt.toldNotKept && !meanwhile) {
      const errors = await run(tab, formErrors)
      if (errors) throw new Error(`the form was not filled in well: ${errors}`)
      stage.count('nothing said')
    }
  }
}

const giveAndBeKilled = async (
  stage: Stage,
  { gift, after }: Step & { do: 'give and be killed' },
): Promise<void> => {
  const ready = await prepare(stage, gift)
  const { attempt } = ready
  const tapped = tap(ready).catch(() => undefined)
  await (after === 'confirmation' ? confirmation(stage, attempt, confirmWithin) : pause(after))
  await stage.phone.kill()
  stage.count(after === 'confirmation' ? 'browser killed on confirmation' : 'browser killed while keeping')
  await tapped
}

const take = async (step: Step, stage: Stage, gateway: Killable): Promise<void> => {
  const { phone, station, count } = stage
  switch (step.do) {
    case 'give':
      return give(stage, step, gateway)
    case 'give and be killed':
      return giveAndBeKilled(stage, step)
    case 'kill browser':
      count('browser killed')
      return phone.kill()
    case 'kill gateway':
      if (await gateway.kill()) count('gateway killed')
      return
    case 'start gateway':
      return void gateway.start()
    case 'cut link':
      count(`link ${step.how}`)
      return station.proxy.link(step.how)
    case 'mend link':
      return station.proxy.link('up')
    case 'fill quota':
      count('quota full')
      return phone.setQuota(true)
    case 'free quota':
      return phone.setQuota(false)
    case 'set clock':
      count(step.shift < 0 ? 'clock back' : 'clock forward')
      return phone.setClock(step.shift)
    case 'update worker':
      station.proxy.publishWorker()
      if (await run(await phone.tab(0), takeUpdate, soon)) count('worker updated')
      return
    case 'wake worker':
      if (await phone.wakeWorker()) count('worker woken')
      return
    case 'close tab':
      count('tab closed')
      return phone.closeTab(step.tab)
    case 'open tab':
      count('tab opened')
      return phone.openTab()
    case 'reload':
      count('tab reloaded')
      return phone.reload(step.tab)
    case 'send now':
      return run(await phone.tab(step.tab), tapSendNow)
  }
}

/** Everything works again: what waits is sent, by the person's own button, until nothing waits or that takes too long. */
const drainCalmly = async ({ phone, station, log, calm }: Stage, gateway: Killable): Promise<KeptEntry[]> => {
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

/**
 * Runs a schedule at a station. @param log told of each step, each fault and each word on the screen @param calm ms that what waits is given in the end
 */
export const perform = async (
  station: Station,
  schedule: Schedule,
  { log = () => {}, calm = longestCalm }: { log?: (line: string) => void; calm?: number } = {},
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
    log,
    calm,
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
    const entries = await drainCalmly(stage, gateway)
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
