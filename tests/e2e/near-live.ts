import { type Browser, expect, type Page } from '@playwright/test'
import { leftLink } from './earlier-visit.ts'
import { listenTo } from './hearing.ts'
import { ready } from './shell-world.ts'

/** A moment in which the element waited or was sought. */
interface Wait {
  text: string
  dry: boolean
}

/** Keeps what is buffered of sound and of pictures apart: which of them ran dry says where to look. */
const keepBuffers = (): void => {
  const kept: Record<string, SourceBuffer> = {}
  Object.assign(window, { kept })
  const add = MediaSource.prototype.addSourceBuffer
  MediaSource.prototype.addSourceBuffer = function (type) {
    const made = add.call(this, type)
    kept[type.slice(0, 5)] = made
    return made
  }
}

/** A page that listens to the broadcast, near live, once the edition has named its mirrors; from then on it notes what is heard, and every wait. */
export const openNearLive = async (browser: Browser, address: string): Promise<Page> => {
  const page = await (await browser.newContext()).newPage()
  // Well known: about 16 s behind live, so that little voice is in hand when a mirror fails. A stranger's minute would cover for any failover.
  await leftLink(page, { seen: 8, feared: 8, kbps: 4000 })
  await page.addInitScript(keepBuffers)
  // The mirrors are named by the edition: it is here before one listens, and nothing of the broadcast is.
  await page.goto(`${address}/read`)
  await expect(ready(page)).toBeVisible({ timeout: 90_000 })
  await page.goto(`${address}/watch`)
  const player = page.locator('.watch')
  await expect(player).toHaveAttribute('data-rung', /video|voice/, { timeout: 60_000 })
  await expect(player).toHaveAttribute('data-playing', 'true')
  await page.evaluate(() => {
    // With what stood in the buffers then: a wait that should not be has to say why.
    const waits: Wait[] = []
    Object.assign(window, { waits })
    const media = document.querySelector('video')
    const note = ({ type }: Event) => {
      if (!media) return
      const { currentTime, readyState } = media
      const { kept = {}, heard = [] } = window as unknown as {
        kept?: Record<string, SourceBuffer>
        heard?: { at: number }[]
      }
      const ahead = Object.entries(kept).map(([name, { buffered }]) => ({
        name,
        seconds: buffered.length === 0 ? Number.NaN : buffered.end(buffered.length - 1) - currentTime,
      }))
      const ticks = [...heard.slice(-250).map(({ at }) => at), performance.now()]
      const late = Math.max(...ticks.map((at, i) => at - (ticks[i - 1] ?? at)))
      const held = ahead.map(({ name, seconds }) => `${name} ${seconds.toFixed(2)} s`).join(', ')
      const text = `${type} at ${performance.now().toFixed(0)}: ${held}, ready ${readyState}, page late by ${late.toFixed(0)} ms`
      // A decoder that gets no turn on a busy machine waits before full buffers: nothing has run dry.
      waits.push({ text, dry: type === 'seeking' || ahead.some(({ seconds }) => !(seconds >= 1)) })
    }
    media?.addEventListener('waiting', note)
    media?.addEventListener('seeking', note)
  })
  await listenTo(page)
  return page
}

/** Each time the element ran dry or was sought, with what was buffered then. */
export const waitsOf = async (page: Page): Promise<string[]> => {
  const all = await page.evaluate(() => (window as unknown as { waits: Wait[] }).waits)
  for (const { text, dry } of all) if (!dry) console.log(`not dry: ${text}`)
  return all.filter(({ dry }) => dry).map(({ text }) => text)
}
