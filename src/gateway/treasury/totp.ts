import { Secret, TOTP } from 'otpauth'

/** As authenticator apps expect without being told (RFC 6238: SHA-1, 30 s, 6 digits). */
const parameters = { algorithm: 'SHA1', digits: 6, period: 30 } as const

/** A new secret, 160 bits (RFC 4226 section 4), base32. */
export const newTotpSecret = (): string => new Secret({ size: 20 }).base32

const of = (secret: string, label = '') =>
  new TOTP({ ...parameters, issuer: 'Sada', label, secret: Secret.fromBase32(secret) })

/** What an authenticator app scans. */
export const totpUri = (secret: string, name: string): string => of(secret, name).toString()

/** The code of a moment. */
export const totpCode = (secret: string, now: number): string => of(secret).generate({ timestamp: now })

/**
 * The time step a code is of, one step early or late allowed for clocks that differ; `null` where it is of none.
 * @param now clock, ms
 */
export const totpStep = (secret: string, code: string, now: number): number | null => {
  const token = code.replace(/\s/g, '')
  if (!/^\d{6}$/.test(token)) return null
  const delta = of(secret).validate({ token, timestamp: now, window: 1 })
  return delta === null ? null : Math.floor(now / 1000 / parameters.period) + delta
}
