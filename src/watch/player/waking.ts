/**
 * Calls `wake` when waiting may have become pointless: the network is said to be back, or a page that the system had slowed (timers of a hidden
 * page that makes no sound run once a minute in Chromium), frozen (Page Lifecycle, WICG) or put into the back/forward cache is on again.
 */
export const whenAwake = (wake: () => void, signal: AbortSignal): void => {
  const listening = { signal }
  const shown = () => {
    if (document.visibilityState === 'visible') wake()
  }
  globalThis.addEventListener('online', wake, listening)
  globalThis.addEventListener('pageshow', wake, listening)
  document.addEventListener('resume', wake, listening)
  document.addEventListener('visibilitychange', shown, listening)
}
