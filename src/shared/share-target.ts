/** Where the system posts what is shared to the installed app (`share_target` of the web manifest, Web Share Target, W3C). */
export const shareAction = '/share'

/** The worker leaves what came here for the page. */
export const sharedCache = 'sada-shared'
/** The name of a file, percent-encoded: header values are Latin-1. */
export const sharedNameHeader = 'x-file-name'

/**
 * What may be shared: its field in that form, where in the cache the worker leaves it, and where it leads to then, or where there was no room.
 * The system sorts by type: packs are pages, what couriers send are plain texts.
 */
export const shareKinds = {
  pack: {
    field: 'pack',
    path: '/packs/shared-file',
    kept: '/packs?shared',
    failed: '/packs?shared=failed',
  },
  letters: {
    field: 'letters',
    path: '/give/shared-letters',
    kept: '/give?shared',
    failed: '/give?shared=failed',
  },
} as const
export type ShareKind = (typeof shareKinds)[keyof typeof shareKinds]
