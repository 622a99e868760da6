import { lakhMark } from '../shared/money.ts'
import { createStore } from '../shared/store.ts'

const storageKey = 'sada-grouping'

const kept = (): boolean => {
  try {
    return localStorage.getItem(storageKey) === 'lakh'
  } catch {
    return false
  }
}

/** Whether large amounts are written by lakh and crore (15,00,000), not by millions (1,500,000). */
export const lakhs = createStore(kept())

/** Takes the preference, and remembers it where the browser lets us: it says nothing of a donation. */
export const preferLakhs = (on: boolean): void => {
  lakhs.set(on)
  try {
    if (on) localStorage.setItem(storageKey, 'lakh')
    else localStorage.removeItem(storageKey)
  } catch {
    // Storage blocked: the preference holds until the page closes.
  }
}

/** The screen's locale, marked for `formatMoney` where lakhs are preferred. */
export const moneyLocale = (locale: string, on: boolean): string => (on ? locale + lakhMark : locale)
