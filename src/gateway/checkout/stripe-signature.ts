import { createHmac, timingSafeEqual } from 'node:crypto'

/** How old or early a delivery may be, s: Stripe's own default. */
export const tolerance = 300

/** A few secrets and a time; Stripe sends one signature a secret, of which there are two at most. */
const longest = 2048

export interface StripeSignature {
  /** Seconds since the epoch. */
  at: number
  /** HMAC-SHA256 of `<at>.<body>`, hexadecimal: one for each secret in force. */
  v1: string[]
}

/**
 * The parts of a `Stripe-Signature` header, `t=<seconds>,v1=<hex>[,v1=<hex>][,<other scheme>=…]`; `null` where it is none. Schemes other than v1
 * are not looked at, so that nobody can ask for a weaker one (https://docs.stripe.com/webhooks/signature).
 */
export const parseSignature = (header: string): StripeSignature | null => {
  if (header.length > longest) return null
  const parts = header.split(',').map((part) => {
    const at = part.indexOf('=')
    return [part.slice(0, at).trim(), part.slice(at + 1).trim()] as const
  })
  const times = parts.filter(([name]) => name === 't').map(([, value]) => value)
  const [time] = times
  if (times.length !== 1 || time === undefined || !/^\d{1,12}$/.test(time)) return null
  const v1 = parts
    .filter(([name, value]) => name === 'v1' && /^[0-9a-f]{64}$/.test(value))
    .map(([, value]) => value)
  return v1.length > 0 ? { at: Number(time), v1 } : null
}

const hmacOf = (secret: string, at: number, body: Uint8Array): Buffer =>
  createHmac('sha256', secret).update(`${at}.`).update(body).digest()

/** The header a delivery is signed with. */
export const signDelivery = (secrets: readonly string[], at: number, body: Uint8Array): string =>
  [`t=${at}`, ...secrets.map((secret) => `v1=${hmacOf(secret, at, body).toString('hex')}`)].join(',')

/**
 * Whether a delivery is by who knows one of our secrets, and of now.
 * @param secrets two while one takes the other's place
 * @param now     ms since the epoch
 */
export const isSigned = (
  body: Uint8Array,
  header: string,
  secrets: readonly string[],
  now: number,
): boolean => {
  const signature = parseSignature(header)
  if (!signature || Math.abs(now / 1000 - signature.at) > tolerance) return false
  const given = signature.v1.map((hex) => Buffer.from(hex, 'hex'))
  return secrets.some((secret) => {
    const wanted = hmacOf(secret, signature.at, body)
    return given.some((one) => timingSafeEqual(one, wanted))
  })
}
