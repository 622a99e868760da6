import type { Packs, PacksState } from '../packs/packs.ts'
import type { EditionReader } from '../shared/reader.ts'
import { createStore } from '../shared/store.ts'
import { useStore } from '../ui/use-store.ts'

const closed = createStore<PacksState | null>(null)

/** State of the editions; `null` while storage opens. */
export const usePacks = (packs: Packs | null): PacksState | null =>
  useStore<PacksState | null>(packs?.state ?? closed)

/** The verified edition on this phone, if any. */
export const useReader = (packs: Packs | null): EditionReader | null => usePacks(packs)?.reader ?? null
