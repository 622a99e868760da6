import type { ProblemKey } from '../../shared/problem.ts'

const plural = (n: number, one: string, other: string): string => (n === 1 ? one : other)

const problems: Record<ProblemKey, string> = {
  offline: 'No connection. What is on this phone goes on working; we try again by ourselves.',
  timeout: 'The connection is too slow to answer just now. We try again by ourselves.',
  server: 'The server has a problem. Nothing is lost; we try again by ourselves.',
  'not-found': 'This is not here. It may have moved; go back and look again.',
  signature: 'This edition is not signed by the organisation. It was refused and nothing was changed.',
  manifest: 'This edition cannot be read. It was refused and nothing was changed.',
  older: 'This edition is older than the one on this phone, so it was not taken.',
  conflict: 'Two different editions carry the same number. We keep the one you have; ask the organisation.',
  'unknown-key': 'This was signed with a key this app does not know.',
  hash: 'A file was changed on its way and has been refused. What you had before is untouched.',
  size: 'A file has the wrong size and has been refused. What you had before is untouched.',
  'missing-file': 'This part is not on this phone yet.',
  'giving-signature':
    'The accounts are not signed twice as they must be, so none is shown. Do not pay until this is mended.',
  'minimum-app': 'This edition needs a newer version of the app. Reload to update.',
  'storage-full': 'This phone’s storage is full. Free some space, then try again; nothing you had is lost.',
  'storage-blocked':
    'The browser does not let us store anything. Leave private mode or allow storage for this site.',
  malformed: 'The server did not understand this. Please check what you entered.',
  'too-large': 'This is too large to be sent.',
  'unsupported-media-type': 'The server does not take this kind of file.',
  'method-not-allowed': 'The server does not do this.',
  'different-bytes':
    'The server already has a different donation under this number. Please contact the organisation.',
  'unknown-organisation': 'This server collects for another organisation.',
  'unknown-sealing-key': 'The organisation has changed its key. Update the edition and give again.',
  'unknown-method': 'This way of paying is no longer offered. Choose another one.',
  'unknown-currency': 'This currency is not accepted. Choose another one.',
  'amount-limits': 'The amount is outside what may be given. Choose another amount.',
  'too-many-requests': 'Very many people are giving now. We send yours in a moment.',
  receipt: 'The server’s receipt is not signed by the organisation. We keep your donation and try again.',
  'media-unsupported': 'This browser cannot play the broadcast. The words and everything stored still work.',
  autoplay: 'Tap play to start the sound.',
  unexpected: 'Something went wrong. Nothing is lost; please try again.',
}

export const en = {
  name: 'English',
  app: {
    title: 'Sada',
    skip: 'Skip to content',
    places: 'Places',
    watch: 'Watch',
    read: 'Read',
    give: 'Give',
    packs: 'Packs',
    otherLanguage: 'اردو',
    loading: 'Loading…',
    updateReady: 'A new version is ready.',
    updateNow: 'Update now',
    updateLater: 'Later',
    notFound: 'There is no such page.',
    home: 'Go to Watch',
    crashed: 'This screen stopped working. What you stored and gave is safe.',
    reload: 'Load again',
  },
  status: {
    label: 'State',
    checking: 'Looking for the connection…',
    up: 'Connected',
    slow: 'Slow connection',
    down: 'No connection',
    live: 'Live',
    rung: { video: 'Video', voice: 'Voice', text: 'Text', stored: 'Stored' },
    gettingReady: (part: string) => `Getting ready for offline: ${part}`,
    ready: 'Ready offline',
    notReady: 'Not ready offline yet',
    waiting: (n: number) => `${n} ${plural(n, 'donation', 'donations')} waiting to be sent`,
  },
  watch: {},
  library: {},
  give: {},
  packs: {},
  problems,
}

/** Every language has exactly this shape. Values are plain text, or functions of what varies. */
type Shape<T> = T extends string
  ? string
  : T extends (...args: infer A) => string
    ? (...args: A) => string
    : { [K in keyof T]: Shape<T[K]> }
export type Messages = Shape<typeof en>
