import type { Manifest } from './manifest.ts'

/** What is already on the phone: the highest edition ever accepted. */
export interface HeldEdition {
  edition: number
  /** SHA-256 of the manifest's exact bytes. */
  sha256: string
}

/**
 * `newer`: take it. `same`: it is the one we have (missing files may be filled in). `older`: only as an archive.
 * `conflict`: same number, other content: somebody signs two truths; warn loudly, keep ours.
 */
export type EditionVerdict = 'newer' | 'same' | 'older' | 'conflict'

/** The edition rule: never go back (DESIGN.md, "Packs: the edition"). */
export const judgeEdition = (held: HeldEdition | null, incoming: HeldEdition): EditionVerdict => {
  if (!held || incoming.edition > held.edition) return 'newer'
  if (incoming.edition < held.edition) return 'older'
  return incoming.sha256 === held.sha256 ? 'same' : 'conflict'
}

/** Past `freshUntil` reading goes on, but accounts are shown only after asking once more. `now` in ms since the epoch. */
export const isStale = (manifest: Pick<Manifest, 'freshUntil'>, now: number): boolean =>
  now > Date.parse(manifest.freshUntil)
