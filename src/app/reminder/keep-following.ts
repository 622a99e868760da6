import type { Content } from '../../shared/content.ts'
import { remindersCache } from '../../shared/reminder-cache.ts'
import { loadAgain } from '../load-again.ts'
import { services } from '../services.ts'

/**
 * Has the reminders on this phone follow the present edition, the language and what is said of discretion: the worker, which speaks while the app is
 * closed, knows none of them. Where nothing is set, nothing of it is loaded. Call it once, with the editions open.
 */
export const keepFollowing = (): void => {
  const { packs } = services.get()
  if (!packs || typeof caches === 'undefined') return
  let followed: Content | null = null
  const follow = async (content: Content): Promise<void> => {
    if (!(await caches.has(remindersCache).catch(() => false))) return
    const room = await loadAgain(() => import('../../library/reminder/Reminder.tsx'))
    room.startReminding()
    // By what the page itself says, which follows every choice.
    await room.followContent(content, document.documentElement.lang)
  }
  const look = (): void => {
    const { reader, showing } = packs.state.get()
    // An older edition from the archive is only being read.
    if (!reader || showing !== null || reader.content === followed) return
    followed = reader.content
    void follow(followed)
  }
  packs.state.subscribe(look)
  look()
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden' && followed) void follow(followed)
  })
}
