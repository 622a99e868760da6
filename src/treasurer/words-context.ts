import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { Language } from '../shared/language.ts'
import { formatMoney } from '../shared/money.ts'
import { TreasuryRefusal } from '../shared/treasury/http-treasury.ts'
import { isolated } from '../ui/isolate.ts'
import { treasurerWords, type Words } from './words.ts'

export interface Speech {
  language: Language
  t: Words
  /** BCP 47; Urdu keeps Western digits, as bank slips do. */
  locale: string
}

const locales: Record<Language, string> = { en: 'en-PK', ur: 'ur-PK-u-nu-latn' }
export const speechOf = (language: Language): Speech => ({
  language,
  t: treasurerWords[language],
  locale: locales[language],
})

export const SpeechContext = createContext<Speech>(speechOf('en'))
export const useSpeech = (): Speech => useContext(SpeechContext)

/** An amount, which may be negative or nothing. */
export const showMoney = (currency: string, minor: number, locale: string): string =>
  `${minor < 0 ? '−' : ''}${formatMoney({ currency, minor: Math.abs(minor) }, locale)}`

/** A donation's amount, with the fee the donor adds; each its own amount, never one sum. */
export const showPromised = (
  { currency, minor, fee }: { currency: string; minor: number; fee: number },
  { t, locale }: Speech,
): string =>
  fee === 0
    ? showMoney(currency, minor, locale)
    : t.withFee(isolated(showMoney(currency, minor, locale)), isolated(showMoney(currency, fee, locale)))

/** A moment in the treasurer's own time. @param at ISO 8601 */
export const showMoment = (at: string, locale: string): string =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(at))

/** What went wrong, in words. */
export const problemWords = (error: unknown, t: Words): string => {
  const key = error instanceof TreasuryRefusal ? error.key : 'unexpected'
  return Object.hasOwn(t.problems, key) ? t.problems[key as keyof Words['problems']] : t.problems.unexpected
}
