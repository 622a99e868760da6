import type { Schema } from '../migrate.ts'
import { appendOnly } from './append-only.ts'

/**
 * Pages on which donations are paid by card, and what moved money there. An attempt at paying a donation has one page, and a movement is counted
 * once, whoever tells of it and how often.
 */
const tables = (text: string, integer: string, strict: string): string[] => [
  `CREATE TABLE checkouts (
    session ${text} PRIMARY KEY NOT NULL,
    donation ${text} NOT NULL REFERENCES donations (id),
    attempt INTEGER NOT NULL CHECK (attempt >= 0),
    currency ${text} NOT NULL,
    minor ${integer} NOT NULL CHECK (minor > 0),
    url ${text} NOT NULL,
    expires_at ${text} NOT NULL,
    made_at ${text} NOT NULL,
    UNIQUE (donation, attempt)
  )${strict}`,
  `CREATE TABLE card_movements (
    reference ${text} PRIMARY KEY NOT NULL,
    payment ${text} UNIQUE NOT NULL REFERENCES payments (id),
    intent ${text} NOT NULL,
    -- Also where the payment itself names none, for it came in another currency.
    donation ${text} NOT NULL REFERENCES donations (id)
  )${strict}`,
  'CREATE INDEX card_movements_intent ON card_movements (intent)',
]

export const checkouts: Schema = {
  sqlite: [
    ...tables('TEXT', 'INTEGER', ' STRICT'),
    ...appendOnly.sqlite('checkouts', 'session'),
    ...appendOnly.sqlite('card_movements', 'reference'),
  ],
  postgres: [
    ...tables('TEXT COLLATE "C"', 'BIGINT', ''),
    ...appendOnly.postgres('checkouts'),
    ...appendOnly.postgres('card_movements'),
  ],
}
