import { byTag } from '../../ui/by-tag.ts'
import type { Catalogue } from '../../ui/catalogue.ts'

/** What the choice of theme and letters says. */
export const appearanceWords = byTag(
  import.meta.glob<Catalogue['appearance']>('../../ui/languages/*.ts', {
    query: '?appearance',
    import: 'appearance',
    eager: true,
  }),
)
