import { fromUtf8 } from '../shared/bytes.ts'
import { type EditionVerdict, type HeldEdition, judgeEdition } from '../shared/edition-rule.ts'
import type { Keyring } from '../shared/keyring.ts'
import type { Manifest } from '../shared/manifest.ts'
import { ProblemError } from '../shared/problem.ts'
import type { AcceptedEdition, StoredEdition } from './edition-store.ts'
import type { VerifiedManifest } from './open-manifest.ts'

type Verified = Pick<VerifiedManifest, 'manifest' | 'sha256' | 'retired'>

/** The edition rule as an act. @throws ProblemError `older` or `conflict` where `incoming` must not become current. */
export const assertAcceptable = (highest: HeldEdition | null, incoming: HeldEdition): void => {
  const verdict = judgeEdition(highest, incoming)
  if (verdict === 'older' || verdict === 'conflict')
    throw new ProblemError(verdict, `edition ${incoming.edition}, highest ${highest?.edition}`)
}

/**
 * Whether an edition accepted before still counts by the keys that are known now: it was signed by one of them, in its time. One signed later,
 * with a key that was stolen, must not bar the way to the real ones.
 */
export const stillCounts = ({ signer, edition }: AcceptedEdition, ring: Keyring | undefined): boolean =>
  signer === undefined || !ring || ring.content.some(({ key, until }) => key === signer && edition < until)

/** What the edition rule says of a verified manifest. */
export const judgeVerified = (
  held: AcceptedEdition | null,
  { manifest: { edition }, sha256 }: Verified,
  ring: Keyring,
): EditionVerdict => judgeEdition(held && stillCounts(held, ring) ? held : null, { edition, sha256 })

/**
 * Whether a verified manifest's edition may be taken, from wherever: by the edition rule, and with a key that has handed over only to fill
 * in what is already here.
 * @throws ProblemError `older`, `conflict`, `unknown-key`
 */
export const assertTakeable = (held: AcceptedEdition | null, verified: Verified, ring: Keyring): void => {
  const { edition } = verified.manifest
  const verdict = judgeVerified(held, verified, ring)
  if (verdict === 'newer' && verified.retired) throw handedOver(edition)
  if (verdict !== 'newer' && verdict !== 'same')
    throw new ProblemError(verdict, `edition ${edition}, highest ${held?.edition}`)
}

const handedOver = (edition: number): ProblemError =>
  new ProblemError('unknown-key', `edition ${edition} is signed with a key that has handed over`)

/**
 * What a store remembers once `incoming` is the current edition.
 * @throws ProblemError `older`, `conflict`; `unknown-key` where its key has handed over by a change accepted meanwhile
 */
export const acceptEdition = (held: AcceptedEdition | null, incoming: AcceptedEdition): AcceptedEdition => {
  const { edition, sha256, signer, ring } = incoming
  const known = held?.ring?.content.find(({ key }) => key === signer)
  if (known && edition >= known.until) throw handedOver(edition)
  assertAcceptable(held && stillCounts(held, ring) ? held : null, incoming)
  return { edition, sha256, ...(signer && { signer }), ...(ring && { ring }) }
}

/** Splits editions into those to keep (the current and the `previous` highest below it) and those to let go of. */
export const chooseKept = <E extends Pick<StoredEdition, 'edition'>>(
  editions: readonly E[],
  current: number | null,
  previous: number,
): { kept: E[]; gone: E[] } => {
  const older = editions.filter(({ edition }) => edition !== current).sort((a, b) => b.edition - a.edition)
  const kept = new Set([
    ...editions.filter(({ edition }) => edition === current),
    ...older.slice(0, previous),
  ])
  return { kept: [...kept], gone: editions.filter((edition) => !kept.has(edition)) }
}

/** Hashes of the files a kept edition lists. Its manifest was verified before it was kept. */
export const listedHashes = (edition: Pick<StoredEdition, 'manifest'>): string[] =>
  (JSON.parse(fromUtf8(edition.manifest)) as Manifest).files.map((file) => file.sha256)
