import { exponent, type Money } from '../../shared/money.ts'

/**
 * Where Stripe counts in other units than ISO 4217 (https://docs.stripe.com/currencies, "Zero-decimal currencies" and "Special cases"):
 * ariary are whole though ISO gives them two places, and króna have two places that must be 00.
 */
const places: Readonly<Record<string, number>> = { MGA: 0, ISK: 2 }

/** Listed there among the zero-decimal ones and as a two-decimal special case as well: a wrong guess would charge a hundred times too much. */
const unclear = new Set(['UGX'])

/** How many of ISO's minor units are one of Stripe's, as a power of ten: negative where Stripe's are the smaller ones. */
const shiftOf = (currency: string): number => exponent(currency) - (places[currency] ?? exponent(currency))

/** An amount as Stripe writes it: a whole number of its units; `null` where Stripe cannot be asked for exactly that. */
export const toStripe = ({ currency, minor }: Money): number | null => {
  if (unclear.has(currency) || exponent(currency) > 3) return null
  const shift = shiftOf(currency)
  const units = shift < 0 ? minor * 10 ** -shift : minor / 10 ** shift
  // Of three decimal places the last must be 0.
  if (exponent(currency) === 3 && units % 10 !== 0) return null
  return Number.isSafeInteger(units) && units > 0 ? units : null
}

/** Money of a Stripe amount and its lower-case currency; `null` where it is none. */
export const fromStripe = (units: number, code: string): Money | null => {
  const currency = code.toUpperCase()
  if (!/^[A-Z]{3}$/.test(currency) || unclear.has(currency)) return null
  const shift = shiftOf(currency)
  const minor = shift < 0 ? units / 10 ** -shift : units * 10 ** shift
  return Number.isSafeInteger(minor) && minor > 0 ? { currency, minor } : null
}
