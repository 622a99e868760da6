import type { Tab } from '../../e2e/devtools.ts'
import { fillForm, formErrors, takeUpdate, tapGive, tapSendNow } from './in-page.ts'
import type { Attempt } from './judge.ts'
import { type Phone, run } from './phone.ts'
import type { Gift, Meanwhile, Step } from './schedule.ts'
import type { Station } from './station.ts'

export const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

/** Longest that the screen may take to say whether a donation is kept, ms; a person who waits for longer gives up on it. */
const confirmWithin = 10_000
/** A step that needs a moment to be reached (a request on its way) does without after this, ms. */
const soon = 1500

/** What steps act on. */
export interface Stage {
  station: Station
  phone: Phone
  attempts: Attempt[]
  /** Told what the screen says next of this attempt. */
  waiting: Map<Attempt, () => void>
  count(fault: string): void
}

const amountOf = ({ currency, amount }: Gift) => ({ currency, minor: amount * 100 })

/** A gateway that was killed starts in its own time, as the evening goes on; whoever needs one waits. */
export const createKillable = ({ gateway }: Station) => {
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
export type Killable = ReturnType<typeof createKillable>

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

/** Takes one step. Rejects where a fault breaks it off. */
export const take = async (step: Step, stage: Stage, gateway: Killable): Promise<void> => {
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
