import { byTag } from '../../ui/by-tag.ts'
import type { Catalogue } from '../../ui/catalogue.ts'

/** What discreet mode says, and what the app is called in it. */
export const discreetWords = byTag(
  import.meta.glob<Catalogue['discreet']>('../../ui/languages/*.ts', {
    query: '?discreet',
    import: 'discreet',
    eager: true,
  }),
)
