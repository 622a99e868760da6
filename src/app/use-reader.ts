import type { Packs, PacksState } from '../packs/packs.ts'
import type { EditionReader } from '../shared/reader.ts'
import { createStore } from '../shared/store.ts'
import { useSelect, useStore } from '../ui/use-store.ts'

const closed = createStore<PacksState | null>(null)

/** State of the editions; `null` while storage opens. */
export const usePacks = (packs: Packs | null): PacksState | null =>
  useStore<PacksState | null>(packs?.state ?? closed)

const readerOf = (state: PacksState | null): EditionReader | null => state?.reader ?? null

/** The verified edition on this phone, if any. Renders again for another one only, not for every file that comes. */
export const useReader = (packs: Packs | null): EditionReader | null =>
  useSelect<PacksState | null, EditionReader | null>(packs?.state ?? closed, readerOf)
