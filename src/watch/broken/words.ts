import { byTag } from '../../ui/by-tag.ts'
import type { Catalogue } from '../../ui/catalogue.ts'

/** What is said about what is broken. It comes with the code that says it. */
export const brokenWords = byTag(
  import.meta.glob<Catalogue['broken']>('../../ui/languages/*.ts', {
    query: '?broken',
    import: 'broken',
    eager: true,
  }),
)
