import type { Store } from '../shared/store.ts'
import type { StoredReader } from './edition-reader.ts'
import type { PacksDeps } from './packs-deps.ts'
import type { PacksState } from './packs-state.ts'

/**
 * Has the code kept that an edition needs without a link, once all of the edition is here: the link is the edition's until then. Of one that was
 * here before, at once.
 */
export const codeKeeper = (state: Store<PacksState>, prefetch: PacksDeps['prefetch']) => {
  /** The code that is kept opens locked items, too. */
  let lockedKept = false
  return (reader: StoredReader): void => {
    const locked = (reader.manifest.locks?.length ?? 0) > 0
    const { codeKept } = state.get()
    if (codeKept && (lockedKept || !locked)) return
    // What has been locked since cannot be opened here yet: so it is not ready any more.
    if (codeKept) state.set((now) => ({ ...now, codeKept: false }))
    void prefetch(locked)?.then((codeKept) => {
      lockedKept ||= codeKept && locked
      state.set((now) => ({ ...now, codeKept }))
    })
  }
}
