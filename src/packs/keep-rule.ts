import { fromUtf8 } from '../shared/bytes.ts'
import { type EditionVerdict, type HeldEdition, judgeEdition } from '../shared/edition-rule.ts'
import type { Manifest } from '../shared/manifest.ts'
import { ProblemError } from '../shared/problem.ts'
import type { Keyring } from '../shared/rotation.ts'
import type { AcceptedEdition, StoredEdition } from './edition-store.ts'
import type { VerifiedManifest } from './open-manifest.ts'

type Verified = Pick<VerifiedManifest, 'manifest' | 'sha256' | 'signer' | 'retired'>

/** The edition rule as an act. @throws ProblemError `older` or `conflict` where `incoming` must not become current. */
export const assertAcceptable = (highest: HeldEdition | null, incoming: HeldEdition): void => {
  const verdict = judgeEdition(highest, incoming)
  if (verdict === 'older' || verdict === 'conflict')
    throw new ProblemError(verdict, `edition ${incoming.edition}, highest ${highest?.edition}`)
}

/**
 * Whether an edition accepted before still counts beside a later one's keys: it was signed with the one in force, or with an earlier one
 * before that handed over. One signed later, with a key that was stolen, must not bar the way to the real ones.
 */
export const stillCounts = (
  held: AcceptedEdition,
  { signer, rotations = [] }: Pick<AcceptedEdition, 'signer' | 'rotations'>,
): boolean => {
  const content = rotations.filter(({ role }) => role === 'content')
  const end = content.find(({ from }) => from === held.signer)
  if (end) return held.edition < end.edition
  return held.signer === undefined || held.signer === signer || content.some(({ to }) => to === held.signer)
}

/** What the edition rule says of a verified manifest. */
export const judgeVerified = (
  held: AcceptedEdition | null,
  { manifest: { edition }, sha256, signer }: Verified,
  { rotations }: Pick<Keyring, 'rotations'>,
): EditionVerdict =>
  judgeEdition(held && stillCounts(held, { signer, rotations }) ? held : null, { edition, sha256 })

/**
 * Whether a verified manifest's edition may be taken, from wherever: by the edition rule, and with a key that has handed over only to fill
 * in what is already here.
 * @throws ProblemError `older`, `conflict`, `unknown-key`
 */
export const assertTakeable = (
  held: AcceptedEdition | null,
  verified: Verified,
  ring: Pick<Keyring, 'rotations'>,
): void => {
  const { edition } = verified.manifest
  const verdict = judgeVerified(held, verified, ring)
  if (verdict === 'older' || verdict === 'conflict')
    throw new ProblemError(verdict, `edition ${edition}, highest ${held?.edition}`)
  if (verdict === 'newer' && verified.retired)
    throw new ProblemError('unknown-key', `edition ${edition} is signed with a key that has handed over`)
}

/**
 * What a store remembers once `incoming` is the current edition.
 * @throws ProblemError `older`, `conflict`; `unknown-key` where its key has handed over by a statement accepted meanwhile
 */
export const acceptEdition = (held: AcceptedEdition | null, incoming: AcceptedEdition): AcceptedEdition => {
  const { edition, sha256, signer, rotations = [] } = incoming
  const handedOver = (held?.rotations ?? []).find(({ role, from }) => role === 'content' && from === signer)
  if (handedOver && handedOver.edition <= edition)
    throw new ProblemError('unknown-key', `edition ${edition}, signed until ${handedOver.edition}`)
  assertAcceptable(held && stillCounts(held, incoming) ? held : null, incoming)
  return { edition, sha256, ...(signer === undefined ? {} : { signer, rotations }) }
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
