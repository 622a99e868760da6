import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { type Evening, openEvening, projectFolders } from '../../src/organiser/evening/open-evening.ts'

/** An evening whose server comes and goes at one address, with the built app in a folder that a test may change. */
export interface World {
  readonly address: string
  /** Copy of the built app. */
  readonly app: string
  /** Copy of the edition. */
  readonly edition: string
  /** Where the gateway keeps what it has recorded. */
  readonly data: string
  serve(): Promise<void>
  stop(): Promise<void>
  remove(): Promise<void>
}

/** @param built folder of the built app */
export const createWorld = async (built: string = projectFolders.app): Promise<World> => {
  const folder = mkdtempSync(join(tmpdir(), 'sada-shell-'))
  const app = join(folder, 'app')
  const edition = join(folder, 'edition')
  cpSync(built, app, { recursive: true })
  cpSync(projectFolders.edition, edition, { recursive: true })
  let evening: Evening | null = null
  let port = 0
  const world = {
    app,
    edition,
    data: join(folder, 'data'),
    get address() {
      return `http://127.0.0.1:${port}`
    },
    async serve() {
      evening = await openEvening({
        ...projectFolders,
        host: '127.0.0.1',
        port,
        app,
        edition,
        data: world.data,
        log: { file: join(folder, 'gateway.log') },
      })
      port = Number(new URL(evening.address).port)
    },
    async stop() {
      await evening?.close()
      evening = null
    },
    async remove() {
      await world.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
  await world.serve()
  return world
}

/** Everything a page complains of, and every request that leaves our origin. */
export const watchTroubles = (page: Page, origin: () => string): string[] => {
  const troubles: string[] = []
  page.on('pageerror', (error) => troubles.push(`error: ${error.message}`))
  page.on('console', (message) => {
    if (message.type() === 'error') troubles.push(`console: ${message.text()} ${message.location().url}`)
  })
  page.on('request', (request) => {
    const url = new URL(request.url())
    if (url.protocol.startsWith('http') && url.origin !== origin()) troubles.push(`foreign: ${url.href}`)
  })
  return troubles
}

export const status = (page: Page) => page.locator('.app-status')
export const ready = (page: Page) => page.locator('.app-status[data-ready="true"]')

export const languages = ['en', 'ur'] as const
export type Language = (typeof languages)[number]
export const places = ['watch', 'read', 'give', 'packs'] as const

/** Chooses a language by the header's own button. */
export const choose = async (page: Page, language: Language): Promise<void> => {
  if ((await page.locator('html').getAttribute('lang')) !== language)
    await page.locator('.app-language').click()
  await page.locator(`html[lang="${language}"]`).waitFor()
}

/** A place is open: its heading stands, nothing is still loading. */
export const settled = async (page: Page): Promise<void> => {
  await page.locator('main h1').first().waitFor()
}
