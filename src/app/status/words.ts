import { byTag } from '../../ui/by-tag.ts'
import type { Catalogue } from '../../ui/catalogue.ts'

/** What the sheet says. It comes with the code that says it. */
export const statusWords = byTag(
  import.meta.glob<Catalogue['sheet']>('../../ui/languages/*.ts', {
    query: '?sheet',
    import: 'sheet',
    eager: true,
  }),
)
