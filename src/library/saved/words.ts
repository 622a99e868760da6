import { byTag } from '../../ui/by-tag.ts'
import type { Catalogue } from '../../ui/catalogue.ts'

/** What is said of what was saved. It comes with the code that says it. */
export const savedWords = byTag(
  import.meta.glob<Catalogue['saved']>('../../ui/languages/*.ts', {
    query: '?saved',
    import: 'saved',
    eager: true,
  }),
)
