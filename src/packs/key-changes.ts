import type { KeyRole, Keyring } from '../shared/keyring.ts'
import type { PublicKey } from '../shared/signature.ts'

/** A key that has handed over to another. */
export interface KeyChange {
  role: KeyRole
  from: PublicKey
  to: PublicKey
  /** When, ISO 8601. */
  issued: string
}

/** The latest change of each key, where it ever changed. */
export const keyChanges = (ring: Keyring): KeyChange[] =>
  (['content', 'donation'] as const).flatMap((role) => {
    const [before, now] = ring[role].slice(-2)
    return before?.ended && now ? [{ role, from: before.key, to: now.key, issued: before.ended }] : []
  })
