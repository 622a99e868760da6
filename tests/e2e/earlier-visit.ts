import type { Page } from '@playwright/test'

/** Lets a page find what an earlier visit has left in this browser. */
export const left = (page: Page, key: string, value: object | string): Promise<unknown> =>
  page.addInitScript(
    ([name, text]) => {
      // Once: a reload goes on with what the app itself has written.
      if (localStorage.getItem(name) === null) localStorage.setItem(name, text)
    },
    [key, typeof value === 'string' ? value : JSON.stringify(value)] as const,
  )

/** A known link, of whatever kind this machine's is; seconds and kbit/s as `known-link.ts` keeps them. */
export const leftLink = (
  page: Page,
  known: { seen: number; feared: number; kbps: number },
): Promise<unknown> => {
  const link = { ...known, at: Date.now() }
  return left(page, 'sada-watch-link', { any: link, '4g': link, wifi: link, ethernet: link, '3g': link })
}

/** A link that has been calm for long: one listens near live. A stranger's is a minute behind. */
export const leftCalmLink = (page: Page): Promise<unknown> =>
  leftLink(page, { seen: 0, feared: 0, kbps: 2000 })
