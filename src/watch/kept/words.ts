import { byTag } from '../../ui/by-tag.ts'
import type { Catalogue } from '../../ui/catalogue.ts'

/** What is said of what is kept. It comes with the code that says it. */
export const keptWords = byTag(
  import.meta.glob<Catalogue['kept']>('../../ui/languages/*.ts', {
    query: '?kept',
    import: 'kept',
    eager: true,
  }),
)
