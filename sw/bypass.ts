/** What is used of the worker's scope, so that pages' and tests' types, which have no such scope, can read this file too. */
declare const self: EventTarget

interface Installing extends Event {
  /** Static routing (Service Workers, section 3.5): in Chromium since 123. Rejects where it cannot carry a rule out. */
  addRoutes?(rules: { condition: { urlPattern: string }; source: 'network' }): Promise<void>
}

/**
 * The broadcast goes past the worker, which has nothing to say to it: for every segment and list of an evening it would be woken, and keep what its
 * events left until its own collection (measured: 8 MB an hour of programme, bench:soak). Where browsers do not know of it, all is as before.
 */
export const bypass = (urlPattern: string): void => {
  self.addEventListener('install', (event) => {
    ;(event as Installing).addRoutes?.({ condition: { urlPattern }, source: 'network' }).catch(() => {})
  })
}
