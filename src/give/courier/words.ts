import { byTag } from '../../ui/by-tag.ts'
import type { Catalogue } from '../../ui/catalogue.ts'

/** Words of what comes late of donations: receipts, mending, and the ways from phone to phone. */
export const courierWords = byTag(
  import.meta.glob<Catalogue['courier']>('../../ui/languages/*.ts', {
    query: '?courier',
    import: 'courier',
    eager: true,
  }),
)
