import { byTag } from '../../ui/by-tag.ts'
import type { About, Catalogue } from '../../ui/catalogue.ts'

/** What the desk says. The words come with the code that says them, so that those every visit loads stay few. */
export const deskWords = byTag(
  import.meta.glob<Catalogue['desk']>('../../ui/languages/*.ts', {
    query: '?desk',
    import: 'desk',
    eager: true,
  }),
)

/** The languages themselves: their names, and for what stands outside of the app's tree. */
export const abouts = byTag(
  import.meta.glob<About>('../../ui/languages/*.ts', { query: '?about', import: 'about', eager: true }),
)
