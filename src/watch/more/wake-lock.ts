import { useEffect } from 'preact/hooks'

/**
 * Keeps the screen on while a picture is watched (Screen Wake Lock, W3C); voice and words let it go dark, as a radio does. The system takes the
 * lock away with the page's visibility, so it is asked for again when the page is seen.
 */
export const useWakeLock = (watching: boolean): void => {
  useEffect(() => {
    if (!watching || !('wakeLock' in navigator)) return
    let left = false
    let lock: WakeLockSentinel | null = null
    const hold = async () => {
      if (document.hidden || (lock && !lock.released)) return
      try {
        const got = await navigator.wakeLock.request('screen')
        if (left) await got.release()
        else lock = got
      } catch {
        // Refused, for a low battery mostly: the screen goes dark as it always does.
      }
    }
    const seen = () => void hold()
    document.addEventListener('visibilitychange', seen)
    void hold()
    return () => {
      left = true
      document.removeEventListener('visibilitychange', seen)
      void lock?.release()
    }
  }, [watching])
}
