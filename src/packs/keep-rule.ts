import { fromUtf8 } from '../shared/bytes.ts'
import { type HeldEdition, judgeEdition } from '../shared/edition-rule.ts'
import type { Manifest } from '../shared/manifest.ts'
import { ProblemError } from '../shared/problem.ts'
import type { StoredEdition } from './edition-store.ts'

/** The edition rule as an act. @throws ProblemError `older` or `conflict` where `incoming` must not become current. */
export const assertAcceptable = (highest: HeldEdition | null, incoming: HeldEdition): void => {
  const verdict = judgeEdition(highest, incoming)
  if (verdict === 'older' || verdict === 'conflict')
    throw new ProblemError(verdict, `edition ${incoming.edition}, highest ${highest?.edition}`)
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
