import { missing } from '../preload.ts'

/** How the version is taken that has replaced this page's own; gentler ways come with late code (`worker.ts`). */
export const healing: { load: () => void; byWorker: (() => void) | null } = {
  load: () => location.reload(),
  byWorker: null,
}

const triedKey = 'sada-healed'

/**
 * Code did not come. Over a bad link it will; but a server that has another version of the page may have put away this one's code for good:
 * then that version is taken, once for each, so that servers that disagree cannot make a page load for ever. Rejects where the link is down, or
 * storage blocked: then the person loads the page again.
 */
export const lookWhetherGone = async (): Promise<void> => {
  // Not '/' itself, which the worker answers with the version it keeps.
  const page = await (await fetch('/?now', { cache: 'no-cache' })).text()
  // A captive portal's page names no such file; a half-published site may name ours, whose code is still to come.
  const there = /\/assets\/index-[\w-]+\.js/.exec(page)?.[0]
  if (!there || document.querySelector(`[src="${there}"]`) || sessionStorage[triedKey] === there) return
  const kept = await navigator.serviceWorker?.getRegistration()
  const take = kept ? healing.byWorker : healing.load
  if (!take) return // Its code is on the phone; the next failure finds it.
  sessionStorage[triedKey] = there
  take()
}

/** Looks whenever code does not come from now on. */
export const healMissing = (): void => {
  missing.tell = () => void lookWhetherGone().catch(() => undefined)
}
