import type { Browser, Page } from '@playwright/test'

/** What a first visit has reached, ms since the navigation began and bytes that had passed the link by then, headers of packets included. */
export type Milestone = 'painted' | 'interactive' | 'chapter'
export type Visit = Partial<Record<Milestone, { ms: number; bytes: number }>>

/** Slower than this machine by as much as a cheap phone is (the figure that Lighthouse's mobile preset uses). */
const cpuSlowdown = 4

/**
 * Runs in the page from its start. `interactive`: the first moment at which a tap on a place is answered by the app, tried by tapping;
 * `chapter`: the words of a chapter stand there.
 */
const watch = (wanted: Milestone): void => {
  const told = (name: Milestone, ms: number) =>
    (globalThis as unknown as { told: (name: Milestone, ms: number) => void }).told(name, ms)
  const tell = (name: Milestone) => told(name, performance.now())
  new PerformanceObserver((list) => {
    for (const { name, startTime } of list.getEntries())
      if (name === 'first-contentful-paint') told('painted', startTime)
  }).observe({ type: 'paint', buffered: true })
  let tapped = false
  const look = () => {
    const give = document.querySelector<HTMLAnchorElement>('nav a[href="/give"]')
    if (wanted === 'interactive' && !tapped && give && document.querySelector('.app-language')) {
      tapped = true
      give.click()
    }
    const answered = give?.getAttribute('aria-current') === 'page'
    const words = document.querySelector('main article .library-text')?.textContent?.length ?? 0
    if (wanted === 'interactive' ? answered : words > 600) {
      observer.disconnect()
      tell(wanted)
    }
  }
  const observer = new MutationObserver(look)
  observer.observe(document, { childList: true, subtree: true, attributes: true, characterData: true })
}

/** A first visit with a cold phone; ends when `wanted` is reached. `bytes` is what has passed the link so far. */
export const visit = async (
  browser: Browser,
  address: string,
  wanted: Milestone,
  bytes: () => number,
): Promise<Visit> => {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 }, locale: 'en-GB' })
  try {
    const page: Page = await context.newPage()
    const cpu = await context.newCDPSession(page)
    await cpu.send('Emulation.setCPUThrottlingRate', { rate: cpuSlowdown })
    const reached: Visit = {}
    const before = bytes()
    let resolve = (): void => {}
    const done = new Promise<void>((reached) => {
      resolve = reached
    })
    await page.exposeFunction('told', (name: Milestone, ms: number) => {
      reached[name] ??= { ms, bytes: bytes() - before }
      if (name === wanted) resolve()
    })
    await page.addInitScript(watch, wanted)
    await page.goto(address, { waitUntil: 'commit', timeout: 120_000 })
    await Promise.race([
      done,
      new Promise((_, reject) =>
        setTimeout(() => reject(new Error(`${wanted} was not reached in two minutes`)), 120_000),
      ),
    ])
    return reached
  } finally {
    await context.close()
  }
}
