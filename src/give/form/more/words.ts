import { byTag } from '../../../ui/by-tag.ts'
import type { Catalogue } from '../../../ui/catalogue.ts'

/** What the form says beyond the words every visit loads. */
export const formWords = byTag(
  import.meta.glob<Catalogue['giveForm']>('../../../ui/languages/*.ts', {
    query: '?giveForm',
    import: 'giveForm',
    eager: true,
  }),
)
