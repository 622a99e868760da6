import { openChannel } from './channel.ts'
import { openDatabase } from './database.ts'
import { drain } from './drain.ts'
import { isWaiting } from './entry.ts'
import { senderLock } from './sender-lock.ts'

/** Tag of the Background Sync registration. */
export const syncTag = 'sada-outbox'

/**
 * One run of the sender in the service worker, woken by Background Sync.
 * @returns whether donations still wait, so that the worker can ask to be woken again (by rejecting the sync event's promise)
 */
export const drainInWorker = async (): Promise<boolean> => {
  const database = await openDatabase()
  const channel = openChannel(() => {})
  try {
    await drain('reconnect', {
      database,
      lock: senderLock(),
      changed: () => channel.tell(),
      signal: new AbortController().signal,
      now: Date.now,
      random: Math.random,
    })
    return (await database.entries()).some(isWaiting)
  } finally {
    channel.close()
    database.close()
  }
}
