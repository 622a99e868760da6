import { missing } from '../preload.ts'

/** How the version is taken that has replaced this page's own; gentler ways come with late code (`worker.ts`). */
export const healing: { load: () => void; byWorker: (() => void) | null } = {
  load: () => location.reload(),
  byWorker: null,
}

const triedKey = 'sada-healed'

/** Files that were seen to be there after their `import()` had failed. */
const back = new Set<string>()

/**
 * Some browsers keep a failed `import()` for as long as the page lives (HTML, "fetch a single module script": the module map keeps null) and never
 * ask again. Where a file is there and fails once more, the page is loaded anew, once for each file.
 */
const lookWhetherKeptAsFailed = async (error: unknown): Promise<void> => {
  const file = /https?:\S+\.js/.exec(String(error))?.[0]
  if (!file) return
  const key = `${triedKey} ${file}`
  if (back.has(file) && !sessionStorage[key]) {
    sessionStorage[key] = 'loaded'
    return healing.load()
  }
  const { ok, headers } = await fetch(file, { cache: 'no-cache' })
  if (ok && headers.get('content-type')?.includes('javascript')) back.add(file)
}

/**
 * Code did not come. Over a bad link it will; but a server that has another version of the page may have put away this one's code for good:
 * then that version is taken, once for each, so that servers that disagree cannot make a page load for ever. Rejects where the link is down, or
 * storage blocked: then the person loads the page again.
 */
export const lookWhetherGone = async (error?: unknown): Promise<void> => {
  // Not '/' itself, which the worker answers with the version it keeps.
  const page = await (await fetch('/?now', { cache: 'no-cache' })).text()
  // A captive portal's page names no such file; a half-published site may name ours, whose code is still to come.
  const there = /\/assets\/index-[\w-]+\.js/.exec(page)?.[0]
  if (!there) return
  if (document.querySelector(`[src="${there}"]`)) return lookWhetherKeptAsFailed(error)
  if (sessionStorage[triedKey] === there) return
  const kept = await navigator.serviceWorker?.getRegistration()
  const take = kept ? healing.byWorker : healing.load
  if (!take) return // Its code is on the phone; the next failure finds it.
  sessionStorage[triedKey] = there
  take()
}

/** Looks whenever code does not come from now on. */
export const healMissing = (): void => {
  missing.tell = (error) => void lookWhetherGone(error).catch(() => undefined)
}
