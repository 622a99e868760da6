import type { Generated, GeneratedAlways } from 'kysely'

/** The tables as queries see them; their SQL is in `migrations/`. Amounts are minor units, moments ISO 8601 UTC, days ISO 8601. */
export interface Tables {
  donations: {
    id: string
    digest: string
    /** `encodeDonation`, byte by byte as it was sealed. */
    bytes: Uint8Array
    currency: string
    minor: number
    /** Of `bytes`; 0 where the donor adds none. */
    fee: GeneratedAlways<number>
    commitment: string
    due: string | null
    method: string
    key_id: string
    recorded_at: string
  }
  receipts: {
    id: string
    /** Compact JWS, as it was sent. */
    receipt: string
  }
  /** Money that arrived. A wrong entry is undone by a counter-entry, hence negative amounts. */
  payments: {
    id: string
    donation: string | null
    currency: string
    /** All that arrived. */
    minor: number
    /** What of it pays the donation's fee, see `feePart`. */
    fee: Generated<number>
    source: string
    arrived_on: string
    recorded_at: string
  }
  /** Derived from donations and payments inside the same transactions; several rows a currency on PostgreSQL. */
  sums: {
    currency: string
    donations: Generated<number>
    pledged: Generated<number>
    /** Without what pays fees. */
    paid: Generated<number>
  }
  /** Where a payment came from; one row a payment. */
  reconciliations: {
    payment: string
    line: string
    round: number
    /** The payment that this counter-entry undoes. */
    undoes: string | null
    recorded_by: string
  }
  /** Pages of a provider that somebody was led to, to pay a donation by card. */
  checkouts: {
    /** The provider's name for it. */
    session: string
    donation: string
    /** 0, 1, 2 … of one donation. */
    attempt: number
    currency: string
    minor: number
    url: string
    expires_at: string
    made_at: string
  }
  /** What moved money by card, each once. */
  card_movements: {
    /** What of the provider's it is. */
    reference: string
    payment: string
    /** The provider's payment, by which refunds and disputes name it. */
    intent: string
    donation: string
  }
  treasurers: {
    name: string
    password: string
    totp: string
    last_step: Generated<number>
    added_at: string
  }
  sessions: {
    token: string
    treasurer: string
    began_at: string
    seen_at: string
  }
  audit: {
    id: string
    at: string
    treasurer: string
    action: string
    detail: string
  }
}
