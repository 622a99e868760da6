/** How often an open page looks for a new version, ms. */
export const lookEvery = 60 * 60_000

/**
 * Looks for a new version every hour, when the link comes back, and when a page is seen again that could not look for an hour: timers of
 * hidden pages are throttled, and those of frozen ones stand still. The first look, at the start, is the registration itself.
 * @param look must not reject
 */
export const lookForUpdates = (look: () => void): void => {
  let looked = Date.now()
  const now = () => {
    looked = Date.now()
    look()
  }
  setInterval(now, lookEvery)
  addEventListener('online', now)
  const seen = () => {
    if (document.visibilityState === 'visible' && Date.now() - looked >= lookEvery) now()
  }
  document.addEventListener('visibilitychange', seen)
  addEventListener('pageshow', seen)
}
