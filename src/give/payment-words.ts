import { byTag } from '../ui/by-tag.ts'
import type { Catalogue } from '../ui/catalogue.ts'

/** Words of the code to scan and the slip. They come late, with what they belong to. */
export const paymentWords = byTag(
  import.meta.glob<Catalogue['payment']>('../ui/languages/*.ts', {
    query: '?payment',
    import: 'payment',
    eager: true,
  }),
)
