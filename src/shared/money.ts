import * as v from 'valibot'

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
const exponents: Record<string, number> = {
  BIF: 0, CLP: 0, DJF: 0, GNF: 0, ISK: 0, JPY: 0, KMF: 0, KRW: 0, PYG: 0, RWF: 0, UGX: 0, UYI: 0, VND: 0, VUV: 0, XAF: 0, XOF: 0, XPF: 0,
  BHD: 3, IQD: 3, JOD: 3, KWD: 3, LYD: 3, OMR: 3, TND: 3,
} // biome-ignore format: a table

export const exponent = (currency: string): number => exponents[currency] ?? 2

const easternDigits = /[\u0660-\u0669\u06f0-\u06f9]/g

/**
 * Minor units of what a person typed: ASCII, Arabic-Indic or Urdu digits, `,` `٬` and spaces as grouping, `.` or `٫` as decimal mark.
 * `null` for anything else, for zero, for more decimals than the currency has, and beyond 2^53-1.
 */
export const parseAmount = (typed: string, currency: string): number | null => {
  const plain = typed
    .replace(easternDigits, (digit) => String((digit.codePointAt(0) ?? 0) & 0xf))
    .replace(/[,\u066c\s\u00a0\u202f]/g, '')
    .replace('\u066b', '.')
  const match = /^(\d+)(?:\.(\d*))?$/.exec(plain)
  if (!match) return null
  const [, whole = '', fraction = ''] = match
  const places = exponent(currency)
  if (fraction.length > places) return null
  const minor = Number(whole + fraction.padEnd(places, '0'))
  return Number.isSafeInteger(minor) && minor > 0 ? minor : null
}

/** The amount as a decimal string without grouping, e.g. `1500.50`; what banks and QR codes expect. */
export const toDecimal = ({ currency, minor }: Money): string => {
  const places = exponent(currency)
  if (places === 0) return String(minor)
  const digits = String(minor).padStart(places + 1, '0')
  return `${digits.slice(0, -places)}.${digits.slice(-places)}`
}

/**
 * The amount as people read it, e.g. `Rs 1,500` or `$20.50`; decimals only where there are any.
 * @param locale BCP 47 tag; `en-PK`/`ur-PK` group by lakh and crore where the platform does.
 */
export const formatMoney = (money: Money, locale: string): string => {
  const places = exponent(money.currency)
  const whole = money.minor % 10 ** places === 0
  const digits = whole ? 0 : places
  return new Intl.NumberFormat(locale, {
    style: 'currency',
    currency: money.currency,
    currencyDisplay: 'narrowSymbol',
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(toDecimal(money) as unknown as number)
}
