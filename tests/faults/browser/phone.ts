import { places } from '../../../src/ui/languages/en.ts'
import { bringToFront, newTab, runningWorker, type Tab } from '../../e2e/devtools.ts'
import { type OwnChromium, ownChromium } from '../../e2e/own-chromium.ts'
import { emptyOutbox, openForm, type Seen, setClock, watchScreen } from './in-page.ts'

/** Nothing of these has to do with storage or what a page may do. Fewer processes are less to start, which is what most of a run is. */
const flags = [
  '--window-size=360,740',
  '--disable-extensions',
  '--disable-breakpad',
  '--disable-hang-monitor',
  '--disable-software-rasterizer',
  '--disable-site-isolation-trials',
  '--disable-features=Translate,OptimizationHints,MediaRouter',
  '--enable-features=NetworkServiceInProcess2',
  '--in-process-gpu',
  '--metrics-recording-only',
  '--mute-audio',
  '--no-zygote',
  '--password-store=basic',
  '--renderer-process-limit=1',
  '--blink-settings=imagesEnabled=false',
]

/** Longest that anything done to a page may take, ms: a hang guard, and generous, for a machine may be busy with others' work. */
const patience = 120_000

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

/** Calls a function of `in-page.ts` in a tab or worker. Rejects where it is gone, navigates, or takes too long. */
export const run = <A extends unknown[], T>(
  tab: Tab,
  what: (...given: A) => T | Promise<T>,
  ...given: A
): Promise<T> => {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`too long: ${what.name}`)), patience)
  })
  const asked = tab.evaluate<T>(`(${what})(${given.map((one) => JSON.stringify(one)).join(', ')})`)
  return Promise.race([asked, late]).finally(() => clearTimeout(timer))
}

/** The person's phone: a Chromium on a profile that outlives it, with tabs on the form. */
export interface Phone {
  /** Told of what stands on the screen. */
  onSeen: (what: Seen) => void
  /** It runs; where it had to be started, with one tab. */
  ensure(): Promise<void>
  /** It has so many tabs at least. */
  needTabs(count: number): Promise<void>
  /** For the next schedule: so many tabs, the true clock, room, and nothing given yet. What was installed and when stays. */
  reset(tabs: number): Promise<void>
  /** The tab of that number, in front, with the form in it. Counted around. */
  tab(number: number): Promise<Tab>
  /** Kills the browser at once. */
  kill(): Promise<void>
  openTab(): Promise<void>
  /** Closes a tab, but not the last one. */
  closeTab(number: number): Promise<void>
  reload(number: number): Promise<void>
  setQuota(full: boolean): Promise<void>
  setClock(shift: number): Promise<void>
  /** Has the browser tell the worker that the link is back (Background Sync). @returns whether there was a worker to tell */
  wakeWorker(): Promise<boolean>
  remove(): Promise<void>
}

/** @param profile the folder it begins with, which is its own from now on */
export const createPhone = (address: string, profile: string): Phone => {
  const chromium: OwnChromium = ownChromium(flags, profile)
  let port = 0
  let tabs: Tab[] = []
  let quotaFull = false
  let clock = 0
  let killing: Promise<void> | null = null

  const quota = (tab: Tab) =>
    tab.send('Storage.overrideQuotaForOrigin', { origin: address, ...(quotaFull && { quotaSize: 1 }) })
  const clockOf = new Map<Tab, string>()
  const armClock = async (tab: Tab) => {
    const before = clockOf.get(tab)
    // A tab that has changed its process has forgotten it.
    if (before)
      await tab
        .send('Page.removeScriptToEvaluateOnNewDocument', { identifier: before })
        .catch(() => undefined)
    const { identifier } = (await tab.send('Page.addScriptToEvaluateOnNewDocument', {
      source: `(${setClock})(${clock})`,
    })) as { identifier: string }
    clockOf.set(tab, identifier)
  }
  const workerClock = async () => {
    const worker = await runningWorker(port)
    if (!worker) return
    // One that is just ending, or has been replaced, never answers.
    await Promise.race([run(worker, setClock, clock).catch(() => undefined), pause(2000)])
    worker.close()
  }
  const open = async (): Promise<Tab> => {
    const tab = await newTab(port)
    tabs.push(tab)
    await tab.send('Page.enable')
    await tab.send('Runtime.enable')
    await tab.send('Runtime.addBinding', { name: 'sadaSeen' })
    tab.on('Runtime.bindingCalled', ({ payload }) => phone.onSeen(JSON.parse(String(payload)) as Seen))
    await armClock(tab)
    await tab.send('Page.addScriptToEvaluateOnNewDocument', {
      source: `(${watchScreen})(${JSON.stringify(places.give.notKept)})`,
    })
    if (quotaFull) await quota(tab)
    await tab.send('Page.navigate', { url: `${address}/give` })
    return tab
  }
  /** The form stands there: however often the page is loaded anew meanwhile. */
  const formIn = async (tab: Tab): Promise<void> => {
    const until = Date.now() + patience
    for (;;)
      try {
        return await run(tab, openForm)
      } catch (error) {
        if (killing || !tabs.includes(tab) || Date.now() > until) throw error
        await pause(20)
      }
  }
  const at = (number: number): Tab => {
    const tab = tabs[number % tabs.length]
    if (!tab) throw new Error('the phone is off')
    return tab
  }
  const phone: Phone = {
    onSeen: () => {},
    async ensure() {
      await killing
      killing = null
      if (tabs.length > 0) return
      port = await chromium.launch()
      await open()
      await workerClock()
    },
    async needTabs(count) {
      while (tabs.length < count) await open()
    },
    async reset(count) {
      await phone.ensure()
      while (tabs.length > count) await phone.closeTab(tabs.length - 1)
      await phone.needTabs(count)
      await phone.setQuota(false)
      await phone.setClock(0)
      await run(await phone.tab(0), emptyOutbox)
    },
    async tab(number) {
      const tab = at(number)
      await bringToFront(port, tab)
      await formIn(tab)
      return tab
    },
    kill() {
      tabs = []
      clockOf.clear()
      killing ??= chromium.kill()
      return killing
    },
    async openTab() {
      await open()
    },
    async closeTab(number) {
      if (tabs.length < 2) return
      const tab = at(number)
      tabs = tabs.filter((one) => one !== tab)
      await tab.send('Page.close').catch(() => undefined) // It is gone before it answers.
      if (quotaFull) await quota(at(0))
    },
    async reload(number) {
      await at(number).send('Page.reload')
    },
    async setQuota(full) {
      quotaFull = full
      for (const tab of tabs) await quota(tab)
    },
    async setClock(shift) {
      clock = shift
      for (const tab of tabs) {
        await armClock(tab)
        await run(tab, setClock, shift)
      }
      await workerClock()
    },
    async wakeWorker() {
      const tab = at(0)
      const found = new Promise<string | null>((resolve) => {
        tab.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
          const [one] = registrations as { registrationId: string; isDeleted: boolean }[]
          if (one && !one.isDeleted) resolve(one.registrationId)
        })
        setTimeout(resolve, 2000, null)
      })
      await tab.send('ServiceWorker.enable')
      const registrationId = await found
      if (registrationId === null) return false
      await tab.send('ServiceWorker.dispatchSyncEvent', {
        origin: address,
        registrationId,
        tag: 'sada-outbox',
        lastChance: false,
      })
      await tab.send('ServiceWorker.disable')
      await workerClock()
      return true
    },
    async remove() {
      tabs = []
      await chromium.remove()
    },
  }
  return phone
}
