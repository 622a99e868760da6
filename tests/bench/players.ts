import type { Page } from '@playwright/test'
import { originOf } from './origin.ts'
import { openPeerPages, peerNames } from './peer-page.ts'

/** A player to be measured. */
export interface Player {
  /** On a good link: everything but the broadcast is on the phone afterwards, as where the app is installed. */
  prepare(page: Page, address: string): Promise<void>
  /** Opens the broadcast on the link to be measured; does not wait for it. */
  start(page: Page, address: string): Promise<void>
  close(): Promise<void>
}

const sada = async (): Promise<Player> => ({
  async prepare(page, address) {
    await page.goto(`${address}/packs`)
    await page.locator('.app-status[data-ready="true"]').waitFor({ timeout: 90_000 })
    // The first visit fetches what only Watch needs, and remembers place and link; this run is to start like any first one.
    await page.goto(`${address}/watch`)
    await page.locator('[data-rung="video"]').waitFor({ timeout: 60_000 })
    await page.goto(`${address}/read`)
    await page.locator('main h1').waitFor()
    await page.evaluate(() => {
      for (const key of ['sada-watch-place', 'sada-watch-link']) localStorage.removeItem(key)
    })
  },
  async start(page, address) {
    await page.goto(`${address}/watch`, { waitUntil: 'commit', timeout: 120_000 })
  },
  async close() {},
})

/** One of the peers of `peer-page.ts`. */
const peer = (name: string) => async (): Promise<Player> => {
  const pages = await openPeerPages()
  return {
    async prepare(page, address) {
      await page.goto(`${pages.address}/${name}`)
      const origin = await originOf(`${address}/broadcast/main.m3u8`)
      await page.evaluate((at) => void Object.assign(window, { benchOrigin: at }), origin)
    },
    async start(page, address) {
      await page.evaluate(
        // Not waited for: a peer may load for as long as the link takes.
        (url) => void (window as unknown as { benchStart(url: string): unknown }).benchStart(url),
        `${address}/broadcast/main.m3u8`,
      )
    },
    close: () => pages.close(),
  }
}

export const players: ReadonlyMap<string, () => Promise<Player>> = new Map([
  ['sada', sada],
  ...peerNames.map((name): [string, () => Promise<Player>] => [name, peer(name)]),
])
