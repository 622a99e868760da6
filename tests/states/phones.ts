import type { Browser, BrowserContext, BrowserContextOptions, Page } from '@playwright/test'
import { openBlocked } from '../e2e/blocked.ts'
import { type Language, ready, type World } from '../e2e/shell-world.ts'
import { messages, type State } from './state.ts'

/** Phones in one language, on which states are brought about one after the other. */
export interface Phones {
  /** Opens a state, hands its page to `look`, and leaves everything as it was. */
  show(state: State, look: (page: Page) => Promise<void>): Promise<void>
  close(): Promise<void>
}

const editions = '**/edition/**'

/** Urdu is looked at in Nastaliq, which this machine may lack. */
const fetchNastaliq = async (page: Page): Promise<void> => {
  const own = () =>
    new FontFace('probe', 'local("NotoNastaliqUrdu-Regular"), local("Noto Nastaliq Urdu")').load().then(
      () => true,
      () => false,
    )
  if (await page.evaluate(own)) return
  await page.locator('.app-nastaliq .button').click()
  await page.waitForFunction(() => localStorage.getItem('sada-nastaliq') !== null)
}

export const openPhones = (
  browser: Browser,
  world: World,
  language: Language,
  options: BrowserContextOptions = {},
): Phones => {
  const settings: BrowserContextOptions = {
    viewport: { width: 360, height: 740 },
    locale: language === 'ur' ? 'ur-PK' : 'en-GB',
    ...options,
  }

  /** A browser after its first visit: with all of the edition, or, where none is to come, with the app alone. */
  const afterVisit = async (edition: boolean): Promise<BrowserContext> => {
    const context = await browser.newContext(settings)
    if (!edition && language === 'en') return context
    const page = await context.newPage()
    if (!edition) await context.route(editions, (route) => route.abort())
    await page.goto(`${world.address}/packs`)
    if (language === 'ur') await fetchNastaliq(page)
    if (edition) await ready(page).waitFor()
    await page.close()
    await context.unrouteAll({ behavior: 'ignoreErrors' })
    return context
  }

  let shared: Promise<BrowserContext> | null = null
  const phoneFor = async ({ phone = 'ready' }: State) => {
    if (phone === 'blocked') return openBlocked(settings)
    if (phone === 'ready') {
      shared ??= afterVisit(true)
      return { context: await shared, close: async () => undefined }
    }
    const context = await afterVisit(phone === 'own')
    return { context, close: () => context.close() }
  }

  return {
    async show(state, look) {
      const phone = await phoneFor(state)
      const page = await phone.context.newPage()
      if (state.server === 'gone') await world.stop()
      try {
        await state.open({ page, world, language, t: messages[language] })
        await look(page)
      } finally {
        if (state.server === 'gone') await world.serve()
        await page.close()
        await phone.close()
      }
    },
    async close() {
      await (await shared)?.close()
    },
  }
}
