import { byTag } from '../../ui/by-tag.ts'
import type { Catalogue } from '../../ui/catalogue.ts'

/** What the page about this phone says. */
export const phoneWords = byTag(
  import.meta.glob<Catalogue['phone']>('../../ui/languages/*.ts', {
    query: '?phone',
    import: 'phone',
    eager: true,
  }),
)
