import { plural } from './plural.ts'

/** What the shell itself says: all that is needed before a place opens. */
export const shellEn = {
  name: 'English',
  app: {
    title: 'Sada',
    skip: 'Skip to content',
    places: 'Places',
    watch: 'Watch',
    read: 'Read',
    give: 'Give',
    packs: 'Packs',
    phone: 'This phone',
    otherLanguage: 'اردو',
    loading: 'Loading…',
    notFound: 'There is no such page.',
    home: 'Go to Watch',
    crashed: 'This screen stopped working. What you stored and gave is safe.',
    reload: 'Load again',
  },
  status: {
    label: 'State',
    checking: 'Connecting…',
    up: 'Connected',
    slow: 'Slow connection',
    down: 'No connection',
    live: 'Live',
    rung: { video: 'Video', voice: 'Voice', text: 'Text', stored: 'Stored' },
    gettingReady: (part: string) => `Saving ${part}`,
    ready: 'Ready offline',
    notReady: 'Not ready offline yet',
    waiting: (n: number) => `${n} ${plural(n, 'donation', 'donations')} waiting to be sent`,
  },
}

export type ShellMessages = typeof shellEn
