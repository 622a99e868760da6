import type { EditionSource } from './edition-source.ts'
import { type ImportOptions, type ImportOutcome, importEdition } from './import-edition.ts'
import type { Trust } from './open-manifest.ts'
import type { Shelf } from './shelf.ts'
import { type MirrorReport, troubleOf } from './sync-report.ts'

/**
 * The mirrors in the order of this turn: each sync begins with the next one, so that none can hold us back by serving an old edition.
 */
export const mirrorsOfTurn = (mirrors: readonly string[], turn: number): string[] => {
  const different = [...new Set(mirrors)]
  const start = different.length === 0 ? 0 : turn % different.length
  return [...different.slice(start), ...different.slice(0, start)]
}

/** One import; where the phone takes no more before the words are open, the rest goes to memory. */
export const importInto = async (
  shelf: Shelf,
  source: EditionSource,
  trust: Trust,
  options: ImportOptions,
): Promise<ImportOutcome> => {
  let switched = false
  const onSwitched = (edition: number) => {
    switched = true
    return options.onSwitched?.(edition)
  }
  try {
    return await importEdition(source, shelf.store, trust, { sight: shelf.sight, ...options, onSwitched })
  } catch (error) {
    // With the words already open, memory would only buy sound and film that must be paid for again on the next visit.
    if (options.signal?.aborted || switched || !shelf.overlay(troubleOf(error))) throw error
    return importEdition(source, shelf.store, trust, { sight: shelf.sight, ...options })
  }
}

/**
 * Asks one source after the other until one gave everything. What one brought before it failed is kept for the next.
 * @returns what came of each that was asked
 * @throws the signal's reason where it was aborted
 */
export const syncMirrors = async (
  sources: readonly EditionSource[],
  shelf: Shelf,
  trust: Trust,
  options: ImportOptions,
): Promise<MirrorReport[]> => {
  const reports: MirrorReport[] = []
  for (const source of sources) {
    try {
      await importInto(shelf, source, trust, options)
      reports.push({ mirror: source.name, problem: null })
      break
    } catch (error) {
      options.signal?.throwIfAborted()
      const problem = troubleOf(error)
      reports.push({ mirror: source.name, problem })
      if (problem.key === 'storage-full') break
    }
  }
  return reports
}
