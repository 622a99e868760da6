import { useEffect, useState } from 'preact/hooks'
import { lateKind } from '../../shared/late-code.ts'

/** The player and hls.js as they are sent, bytes; said while they come (a test holds it against the build). */
export const playerBytes = 168_000

/** Whether the player has yet to come over the link: nothing of it is kept on this phone. */
export const useFirstCode = (): boolean => {
  const [first, setFirst] = useState(false)
  useEffect(() => {
    const look = async () => {
      const kept = await Promise.all(
        (await caches.keys()).map(async (name) => (await caches.open(name)).keys()),
      )
      setFirst(!kept.flat().some(({ url }) => lateKind(new URL(url).pathname) === 'broadcast'))
    }
    // Without Cache Storage the browser's own cache may have it: nothing is said.
    look().catch(() => undefined)
  }, [])
  return first
}
