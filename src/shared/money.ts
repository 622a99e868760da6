import * as v from 'valibot'
import { kept } from './kept.ts'

/** An amount of one currency, in its ISO 4217 minor units (paisa, cents). Never a float, never summed across currencies. */
export const MoneySchema = v.object({
  currency: v.pipe(v.string(), v.regex(/^[A-Z]{3}$/)),
  minor: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
})
export type Money = v.InferOutput<typeof MoneySchema>

/**
 * Decimal places of a currency's minor unit (ISO 4217 list one, column "minor unit").
 * `Intl` follows CLDR instead, which says 0 for PKR; so the exceptions to 2 are listed here.
 */
const exceptions = {
  0: 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF',
  3: 'BHD IQD JOD KWD LYD OMR TND',
  4: 'CLF UYW',
}
const exponents = new Map(
  Object.entries(exceptions).flatMap(([places, codes]) =>
    codes.split(' ').map((code) => [code, Number(places)] as const),
  ),
)

/** Decimal places of `currency` (ISO 4217 code); 2 unless listed otherwise. */
export const exponent = (currency: string): number => exponents.get(currency) ?? 2

const easternDigits = /[\u0660-\u0669\u06f0-\u06f9]/g
/** Invisible marks of writing direction, which come along when an amount is copied from a right-to-left text. */
const directionMarks = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g
/** Grouping as people write it: `,`, Arabic `٬` and `،`, apostrophes, spaces. */
const grouping = /[,\u066c\u060c'\u2019\s]/g
/** Plain digits, or groups of thousands (1,500,000) or of lakh and crore (15,00,000): the last group always has three digits. */
const amountForm = /^(\d+|\d{1,3}(?:,\d{2,3})*,\d{3})(?:\.(\d*))?$/

/**
 * Minor units of what a person typed: ASCII, Arabic-Indic or Urdu digits, `,` `٬` `،` and spaces as grouping, `.` or `٫` as decimal mark.
 * `null` for anything else, for zero, for more decimals than the currency has, and beyond 2^53-1. A comma that can't be
 * grouping (`1,50`) is refused, not guessed at: a guess would be wrong by a hundred times.
 */
export const parseAmount = (typed: string, currency: string): number | null => {
  const plain = typed
    .replace(directionMarks, '')
    .trim()
    .replace(easternDigits, (digit) => String((digit.codePointAt(0) ?? 0) & 0xf))
    .replace('\u066b', '.')
    .replace(grouping, ',')
  const match = amountForm.exec(plain)
  if (!match) return null
  const [, whole = '', fraction = ''] = match
  const places = exponent(currency)
  if (fraction.length > places) return null
  const minor = Number(whole.replaceAll(',', '') + fraction.padEnd(places, '0'))
  return Number.isSafeInteger(minor) && minor > 0 ? minor : null
}

/** What is to be paid: the amount, and the fee that is added to it. */
export const payable = ({ amount, fee = 0 }: { amount: Money; fee?: number | undefined }): Money => ({
  ...amount,
  minor: amount.minor + fee,
})

/** The amount as a decimal string without grouping, e.g. `1500.50`; what banks and QR codes expect. */
export const toDecimal = ({ currency, minor }: Money): string => {
  const places = exponent(currency)
  if (places === 0) return String(minor)
  const digits = String(minor).padStart(places + 1, '0')
  return `${digits.slice(0, -places)}.${digits.slice(-places)}`
}

/** Ends a locale whose amounts are grouped by lakh and crore (15,00,000). No Unicode extension says so; a private one is as legal. */
export const lakhMark = '-x-lakh'

const formatOf = kept(
  (locale, currency, digits) =>
    new Intl.NumberFormat(locale, {
      style: 'currency',
      currency,
      currencyDisplay: 'narrowSymbol',
      minimumFractionDigits: Number(digits),
      maximumFractionDigits: Number(digits),
    }),
)

/**
 * The amount as people read it, e.g. `Rs 1,500` or `$20.50`; decimals only where there are any.
 * @param locale BCP 47 tag, with `lakhMark` at its end where amounts are to be grouped so; `en-IN` does, and writes the rest alike.
 */
export const formatMoney = (money: Money, locale: string): string => {
  const places = exponent(money.currency)
  const whole = money.minor % 10 ** places === 0
  const format = formatOf(
    locale.endsWith(lakhMark) ? 'en-IN' : locale,
    money.currency,
    String(whole ? 0 : places),
  )
  return format.format(toDecimal(money) as unknown as number)
}
