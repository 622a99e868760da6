/**
 * Code that is neither in the first page nor in the worker's precache: what the names of the built files begin with, before their hash.
 * One list for the build, the worker, the page that asks for it and the budget.
 */
export const lateCode = {
  /** What a phone without a link needs for finding and hearing, for packs and for paying: kept before it is called ready. */
  offline: [
    'Desk',
    'Exchange',
    'GiveForm',
    'sealing',
    'Install',
    'NastaliqChoice',
    'Courier',
    'PhoneScreen',
    'discreet',
    'Reminder',
    'SavedPage',
    'StatusSheet',
    'sha2',
    'chunk-hashes',
    'fetch-large',
    'rotation',
    'fold',
  ],
  /** What opens locked items, twelve words' whole list in it: kept with the rest, where an edition has something locked. */
  locked: ['LockedItem', 'open-locks', 'seal', 'lock-words'],
  /** What reads codes in browsers that do not by themselves: kept with the rest in those. */
  scan: ['qr-decoder'],
  /** The player and hls.js, as big as the rest of the app together and of no use without a link: kept from the first visit to Watch on. */
  broadcast: ['hls', 'Playing'],
  /** What keeps the voice, plays it without a link and saves of it: comes once a voice was heard, and is kept as the player is. */
  kept: ['Kept'],
  /** What watching needs after its first seconds, menus, search, data meter, other mirrors, what is wrong: kept from then on. `failover-steered` is one of them by its name. */
  watchMore: ['WatchMore', 'failover', 'Trouble'],
} as const

const fileOf = (names: readonly string[]): RegExp =>
  new RegExp(`^/assets/(${names.join('|')})-[\\w-]+\\.(js|css)$`)

const kinds = (Object.keys(lateCode) as (keyof typeof lateCode)[]).map(
  (kind) => [kind, fileOf(lateCode[kind])] as const,
)

/** Whether the path of a built file is late code, and whose: `null` for everything else. */
export const lateKind = (path: string): keyof typeof lateCode | null =>
  kinds.find(([, files]) => files.test(path))?.[0] ?? null

/**
 * The message by which a page asks its worker to keep the `offline` code, and the `locked` and `scan` where they are wanted; the answer, by
 * the port sent along, is whether all is kept.
 */
export interface KeepLate {
  type: typeof keepLateMessage
  locked: boolean
  scan: boolean
}
export const keepLateMessage = 'KEEP_LATE'

/** The message, a string, by which a page tells its worker that everything is being erased: nothing is kept any more. */
export const erasingMessage = 'ERASING'
