import type { PlaceName } from './places-list.ts'

/** The code of a place, which comes when it is first wanted. */
export interface Room<Screen> {
  /** `null` until it has come. */
  screen: Screen | null
  /** Rejects where the link does not bring it; the next call asks again. */
  load(): Promise<void>
}

const room = <Screen>(load: () => Promise<Screen>): Room<Screen> => {
  let loading: Promise<void> | null = null
  const self: Room<Screen> = {
    screen: null,
    load() {
      loading ??= load().then(
        (screen) => {
          self.screen = screen
        },
        (error: unknown) => {
          loading = null
          throw error
        },
      )
      return loading
    },
  }
  return self
}

export const rooms = {
  watch: room(async () => {
    // Asked for together: on a slow link every round trip counts. A failure is the screen's to tell.
    import('../watch/Playing.tsx').catch(() => undefined)
    return (await import('../watch/WatchScreen.tsx')).WatchScreen
  }),
  read: room(async () => (await import('../library/LibraryScreen.tsx')).LibraryScreen),
  give: room(async () => (await import('../give/GiveScreen.tsx')).GiveScreen),
  packs: room(async () => (await import('../packs/PacksScreen.tsx')).PacksScreen),
  phone: room(async () => (await import('./phone/PhoneScreen.tsx')).PhoneScreen),
} satisfies Record<PlaceName, unknown>
