import type { Schema } from '../migrate.ts'
import { appendOnly } from './append-only.ts'

/**
 * Where payments came from, who may enter them, and who did what. `line` is the key of a line of a bank statement; each `round` is one
 * confirmation of it, the next one possible only after the one before was undone. A payment is undone once.
 */
const tables = (text: string, strict: string): string[] => [
  `CREATE TABLE reconciliations (
    payment ${text} PRIMARY KEY NOT NULL REFERENCES payments (id),
    line ${text} NOT NULL,
    round INTEGER NOT NULL,
    undoes ${text} UNIQUE REFERENCES payments (id),
    recorded_by ${text} NOT NULL
  )${strict}`,
  'CREATE UNIQUE INDEX reconciliations_line ON reconciliations (line, round) WHERE undoes IS NULL',
  `CREATE TABLE treasurers (
    name ${text} PRIMARY KEY NOT NULL,
    -- Argon2id, in PHC string format.
    password ${text} NOT NULL,
    -- Base32 (RFC 4648), as authenticator apps take it.
    totp ${text} NOT NULL,
    -- The last time step a code was taken for: no code opens twice (RFC 6238 section 5.2).
    last_step INTEGER NOT NULL DEFAULT 0,
    added_at ${text} NOT NULL
  )${strict}`,
  `CREATE TABLE sessions (
    -- SHA-256 of the cookie.
    token ${text} PRIMARY KEY NOT NULL,
    treasurer ${text} NOT NULL REFERENCES treasurers (name) ON DELETE CASCADE,
    began_at ${text} NOT NULL,
    seen_at ${text} NOT NULL
  )${strict}`,
  `CREATE TABLE audit (
    id ${text} PRIMARY KEY NOT NULL,
    at ${text} NOT NULL,
    treasurer ${text} NOT NULL,
    action ${text} NOT NULL,
    -- JSON; ids, amounts and counts, never a name from a statement or a donation.
    detail ${text} NOT NULL
  )${strict}`,
  'CREATE INDEX donations_recorded ON donations (recorded_at, id)',
]

export const treasury: Schema = {
  sqlite: [
    ...tables('TEXT', ' STRICT'),
    ...appendOnly.sqlite('reconciliations', 'payment'),
    ...appendOnly.sqlite('audit'),
  ],
  postgres: [
    ...tables('TEXT COLLATE "C"', ''),
    ...appendOnly.postgres('reconciliations'),
    ...appendOnly.postgres('audit'),
  ],
}
