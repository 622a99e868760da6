import type { Bytes } from '../shared/bytes.ts'
import type { HeldEdition } from '../shared/edition-rule.ts'
import type { Keyring } from '../shared/keyring.ts'
import type { PublicKey } from '../shared/signature.ts'

/** An edition that was accepted, and on whose word. */
export interface AcceptedEdition extends HeldEdition {
  /** The content key that signed it. */
  signer?: PublicKey
  /** The organisation's keys as they were known with it. */
  ring?: Keyring
}

/** An edition as it is kept: the signed bytes themselves, so that they can be verified again. */
export interface StoredEdition extends AcceptedEdition {
  manifest: Bytes
  signature: Bytes
  /** Whether the donation form carried its second signature when it was imported. */
  givingSigned: boolean
  /** ms since the epoch. */
  importedAt: number
}

/** Keys of locked items by their hashes (`lockKeyHash`), 16 bytes each. */
export type LockKeys = ReadonlyMap<string, Bytes>

/** Pieces of files on their way, by the SHA-256 the whole shall have and their first byte. Not verified: only the whole can be. */
export interface PieceStore {
  get(sha256: string, offset: number): Promise<Bytes | null>
  put(sha256: string, offset: number, bytes: Bytes): Promise<void>
  /** Lets go of all pieces of a file: it is whole, or it turned out wrong. */
  drop(sha256: string): Promise<void>
}

/**
 * Where verified files and editions are kept. Files are found by the SHA-256 of their bytes; callers verify before they put.
 * All methods throw ProblemError `storage-full` or `storage-blocked`; what was kept before stays.
 */
export interface EditionStore {
  /** Whether it outlives this visit. */
  readonly durable: boolean
  /** SHA-256 of every file held. */
  hashes(): Promise<Set<string>>
  /** A file's bytes, or `null`. */
  file(sha256: string): Promise<Blob | null>
  put(sha256: string, bytes: Bytes | Blob): Promise<void>
  /** Lets go of one file, because it turned out to be damaged. */
  drop(sha256: string): Promise<void>
  /** The edition that is open, or `null`. */
  current(): Promise<StoredEdition | null>
  /** Every edition kept, the current one among them. */
  editions(): Promise<StoredEdition[]>
  /**
   * The highest edition ever accepted; never goes back, not even when its files are lost. With it the
   * keys that were known: a change once accepted is kept, and an old key counts for nothing new.
   */
  highest(): Promise<AcceptedEdition | null>
  /**
   * The atomic switch: makes `edition` the current one if the edition rule still allows it, and lets go of editions that were signed with a
   * key after it had handed over (`keep-rule.ts`).
   * @throws ProblemError `older`, `conflict` or `unknown-key`, and nothing is changed
   */
  switchTo(edition: StoredEdition): Promise<void>
  /**
   * Lets go of editions but the current and `previous` latest others, and of files that neither these nor `keep` list.
   * @returns how many files were let go of
   */
  tidy(options: { previous: number; keep: ReadonlySet<string> }): Promise<number>
  /** Keys that were typed in or given out; they outlive the editions they came with. */
  lockKeys(): Promise<LockKeys>
  keepLockKey(keySha256: string, key: Bytes): Promise<void>
  /** What came of large files whose transfer broke off; `null` where it is not worth keeping (memory). */
  readonly pieces: PieceStore | null
  close(): void
}
