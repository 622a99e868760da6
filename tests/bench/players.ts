import type { Page } from '@playwright/test'
import { watchPlaceKey } from '../../src/shared/kept-voice.ts'
import { keptName } from '../../src/watch/kept/kept-database.ts'
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

export const sada = async (): Promise<Player> => ({
  async prepare(page, address) {
    await page.goto(`${address}/packs`)
    await page.locator('.app-status[data-ready="true"]').waitFor({ timeout: 90_000 })
    // The first visit fetches what only Watch needs, and hears what is long past: nothing of the run is in the browser's cache then. What it keeps of the broadcast, place and link goes: this run is to start like any first one.
    await page.evaluate((key) => {
      const at = Date.now()
      localStorage.setItem(key, JSON.stringify({ position: at - 480_000, at }))
    }, watchPlaceKey)
    await page.goto(`${address}/watch`)
    await page.locator('[data-rung="video"]').waitFor({ timeout: 120_000 })
    await page.goto(`${address}/read`)
    await page.locator('main h1').waitFor()
    await page.evaluate(
      ([database, ...keys]) =>
        new Promise<void>((resolve, reject) => {
          for (const key of keys) localStorage.removeItem(key)
          const gone = indexedDB.deleteDatabase(database)
          gone.onsuccess = () => resolve()
          gone.onerror = gone.onblocked = () => reject(new Error(`${database} could not be emptied`))
        }),
      [keptName, watchPlaceKey, 'sada-watch-link'] as const,
    )
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
