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
    checking: 'Connecting…',
    notReady: 'Not ready offline yet',
  },
}

export type ShellMessages = typeof shellEn
