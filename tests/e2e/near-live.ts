import { type Browser, expect, type Page } from '@playwright/test'
import { listenTo } from './hearing.ts'
import { ready } from './shell-world.ts'

/**
 * The link is well known: one listens about 10 s behind live, so that little voice is in hand when a mirror fails. Strangers start a minute behind, which
 * would cover for any failover.
 */
const knownLink = (): void => {
  const { type, effectiveType } =
    (navigator as { connection?: { type?: string; effectiveType?: string } }).connection ?? {}
  const kind = type && type !== 'unknown' ? type : (effectiveType ?? 'any')
  const link = { seen: 4, feared: 4, kbps: 4000, at: Date.now() }
  localStorage.setItem('sada-watch-link', JSON.stringify({ [kind]: link }))
}

/** A page that listens to the broadcast, near live, once the edition has named its mirrors; from then on it notes what is heard, and every wait. */
export const openNearLive = async (browser: Browser, address: string): Promise<Page> => {
  const page = await (await browser.newContext()).newPage()
  await page.addInitScript(knownLink)
  // The mirrors are named by the edition: it is here before one listens, and nothing of the broadcast is.
  await page.goto(`${address}/read`)
  await expect(ready(page)).toBeVisible({ timeout: 90_000 })
  await page.goto(`${address}/watch`)
  const player = page.locator('.watch')
  await expect(player).toHaveAttribute('data-rung', /video|voice/, { timeout: 60_000 })
  await expect(player).toHaveAttribute('data-playing', 'true')
  await page.evaluate(() => {
    // With what stood in the buffers then: a wait that should not be has to say why.
    const waits: string[] = []
    Object.assign(window, { waits })
    const media = document.querySelector('video')
    const note = ({ type }: Event) => {
      if (!media) return
      const { buffered, currentTime, readyState } = media
      const ranges = Array.from({ length: buffered.length }, (_, at) =>
        [buffered.start(at), buffered.end(at)].map((time) => (time - currentTime).toFixed(2)).join('..'),
      )
      waits.push(`${type} at ${performance.now().toFixed(0)}: ${ranges.join(' ')}, ready ${readyState}`)
    }
    media?.addEventListener('waiting', note)
    media?.addEventListener('seeking', note)
  })
  await listenTo(page)
  return page
}

/** Each time the element ran dry or was sought, with what it had buffered then. */
export const waitsOf = (page: Page): Promise<string[]> =>
  page.evaluate(() => (window as unknown as { waits: string[] }).waits)
