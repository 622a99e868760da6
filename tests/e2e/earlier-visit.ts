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

/** A link that has been calm for long, of whatever kind this machine's is: one listens near live. A stranger's is a minute behind. */
export const leftCalmLink = (page: Page): Promise<unknown> => {
  const calm = { seen: 0, feared: 0, kbps: 2000, at: Date.now() }
  return left(page, 'sada-watch-link', { any: calm, '4g': calm, wifi: calm, ethernet: calm, '3g': calm })
}
