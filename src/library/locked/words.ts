import { byTag } from '../../ui/by-tag.ts'
import type { Catalogue } from '../../ui/catalogue.ts'

export type LockedWords = Catalogue['locked']
/** What a locked item’s screen says. It comes with the code that says it, as the exchange of packs does: most visits need neither. */
export const lockedWords = byTag(
  import.meta.glob<LockedWords>('../../ui/languages/*.ts', {
    query: '?locked',
    import: 'locked',
    eager: true,
  }),
)
