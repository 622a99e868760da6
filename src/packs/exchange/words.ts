import { byTag } from '../../ui/by-tag.ts'
import type { Catalogue } from '../../ui/catalogue.ts'

export type ExchangeWords = Catalogue['exchange']
/** What the exchange of packs and the storage room say. It comes with the code that says it. */
export const exchangeWords = byTag(
  import.meta.glob<ExchangeWords>('../../ui/languages/*.ts', {
    query: '?exchange',
    import: 'exchange',
    eager: true,
  }),
)
