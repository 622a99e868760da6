/** Where the system posts what is shared to the installed app (`share_target` of the web manifest, Web Share Target, W3C). */
export const shareAction = '/share'
/** Name of the file in that form. */
export const shareField = 'pack'

/** The worker leaves the file here for the page. */
export const sharedCache = 'sada-shared'
export const sharedPath = '/packs/shared-file'
/** Its name, percent-encoded: header values are Latin-1. */
export const sharedNameHeader = 'x-file-name'

/** Where the worker leads to afterwards. */
export const sharedLanding = { kept: '/packs?shared', failed: '/packs?shared=failed' } as const
