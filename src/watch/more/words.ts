import { byTag } from '../../ui/by-tag.ts'
import type { Catalogue } from '../../ui/catalogue.ts'

/** What the player's later parts say. It comes with the code that says it. */
export const playerWords = byTag(
  import.meta.glob<Catalogue['player']>('../../ui/languages/*.ts', {
    query: '?player',
    import: 'player',
    eager: true,
  }),
)
