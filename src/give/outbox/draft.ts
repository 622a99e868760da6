import type { Commitment } from '../../shared/commitment.ts'

/**
 * What was typed so far. It is in clear, so it lives in IndexedDB beside the outbox (never in localStorage, which other code of the
 * page and some backups read), and goes in the same transaction that puts the sealed donation in. A closed tab keeps it.
 */
export interface Draft {
  currency: string
  /** Minor units of the chosen preset; `null`: own amount. */
  preset: number | null
  ownAmount: string
  commitment: Commitment
  /** ISO 8601 date, or empty. */
  due: string
  method: string
  residence: 'home' | 'overseas'
  name: string
  contact: string
  message: string
  anonymous: boolean
  label: string
  /** Ids of the declarations agreed to. */
  agreed: string[]
  /** Id of the donation that was refused and is given anew here. */
  replaces?: string
  /** The rest of the form; absent in drafts from before there was one. */
  more?: MoreDraft
}

/** What an edition's own form asks (`shared/form.ts`). Identity numbers are never kept: see `keptDraft`. */
export interface MoreDraft {
  /** Whether the fee of the method is added. */
  coverFee?: boolean
  tribute?: 'honour' | 'memory' | undefined
  tributeName?: string
  /** Typed or chosen, by the field's id. */
  fields?: Readonly<Record<string, string>>
}
