import { byTag } from '../../ui/by-tag.ts'
import type { Catalogue } from '../../ui/catalogue.ts'

/** What is said about the home screen. */
export const installWords = byTag(
  import.meta.glob<Catalogue['install']>('../../ui/languages/*.ts', {
    query: '?install',
    import: 'install',
    eager: true,
  }),
)
