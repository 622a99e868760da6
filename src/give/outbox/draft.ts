import type { Bytes } from '../../shared/bytes.ts'
import type { Commitment } from '../../shared/commitment.ts'

/** What was typed so far. How it is kept: `keep-draft.ts`. */
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

/** What of a draft says who gives, or may: an edition can ask for anything. */
export type DraftWords = Pick<Draft, 'name' | 'contact' | 'message' | 'more'>

/**
 * A draft as it lies in IndexedDB, beside the outbox; it goes in the same transaction that puts the donation in. How much and by what way is in
 * clear and survives a closed tab. Who gives is sealed by a key that only this tab's session has: it survives reloads and a browser that puts the
 * tab away, and whoever opens the app after it was closed finds nothing. (Until the browser has let go of the session on its disk, somebody who
 * takes the phone apart might put the two together; a key of IndexedDB's own, the other way, lies there in clear for ever.)
 */
export type KeptDraft = Omit<Draft, keyof DraftWords> & {
  /** Nonce of 12 bytes, then `DraftWords` as JSON under AES-128-GCM (NIST SP 800-38D). Absent: nothing was typed of it. */
  sealed?: Bytes
} & Partial<DraftWords> // In clear: as earlier versions kept it.
