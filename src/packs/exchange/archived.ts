import type { EditionStore } from '../edition-store.ts'

/** An older edition, to be looked at and never to give by. */
export interface ArchivedEdition {
  edition: number
  /** ms since the epoch. */
  importedAt: number
}

/** Older editions that are kept, newest first. @throws ProblemError `storage-blocked` */
export const archivedIn = async (
  store: Pick<EditionStore, 'editions' | 'current'>,
): Promise<ArchivedEdition[]> => {
  const current = await store.current()
  return (await store.editions())
    .filter(({ edition }) => edition !== current?.edition)
    .map(({ edition, importedAt }) => ({ edition, importedAt }))
    .sort((a, b) => b.edition - a.edition)
}
