import type { Driver, Handle } from './driver.ts'

/** Something on the screen: CSS, and what it says if that matters. */
export interface Sight {
  css: string
  /** Its accessible name or its text has this in it. */
  says?: string | RegExp
}
type Seen = string | Sight

/** How long anything may take before it counts as not happening, ms: a guard, not a measure. */
const patience = 45_000
const glance = 150

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** Runs in the page: the first element one can see that fits. */
const lookup = (css: string, source: string | null, flags: string): Element | null => {
  const nameOf = (element: Element): string => {
    const labels = (element as HTMLInputElement).labels
    const label = labels ? [...labels].map((one) => one.textContent).join(' ') : ''
    return `${element.getAttribute('aria-label') ?? ''} ${label} ${element.textContent ?? ''}`
  }
  const says = source === null ? null : new RegExp(source, flags)
  for (const element of document.querySelectorAll(css)) {
    const labels = (element as HTMLInputElement).labels
    // A control may be drawn by its label alone.
    const there = [element, ...(labels ?? [])].some((one) =>
      one.checkVisibility({ visibilityProperty: true }),
    )
    if (there && (!says || says.test(nameOf(element).replace(/\s+/g, ' ')))) return element
  }
  return null
}

/** `RegExp.escape`, which Node 24 has and TypeScript does not know yet. */
const literal = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')

const asked = (seen: Seen): [css: string, source: string | null, flags: string] => {
  const { css, says } = typeof seen === 'string' ? { css: seen, says: undefined } : seen
  if (says === undefined) return [css, null, '']
  return says instanceof RegExp ? [css, says.source, says.flags] : [css, literal(says), '']
}
const named = (seen: Seen): string =>
  typeof seen === 'string' ? seen : `${seen.css}${seen.says === undefined ? '' : ` that says ${seen.says}`}`

/** A person at a browser: waits for what is not there yet, taps what can be seen, and complains of what never comes. */
export interface Person {
  readonly browser: Driver
  /** Waits until it can be seen. @throws Error where it does not come */
  see(seen: Seen): Promise<Handle>
  /** Waits until it can't be seen. */
  gone(seen: Seen): Promise<void>
  isThere(seen: Seen): Promise<boolean>
  tap(seen: Seen): Promise<void>
  write(into: Seen, text: string): Promise<void>
  /** Waits until `work`, in the page, says true. */
  until<A extends unknown[]>(
    what: string,
    work: (...values: A) => boolean | Promise<boolean>,
    ...values: A
  ): Promise<void>
  /** Waits until `check` here says true. */
  await(what: string, check: () => Promise<boolean>): Promise<void>
}

export const personAt = (browser: Driver): Person => {
  const tryFor = async <T>(what: string, attempt: () => Promise<T | null>): Promise<T> => {
    const until = Date.now() + patience
    let last = ''
    for (;;) {
      try {
        const found = await attempt()
        if (found !== null) return found
      } catch (error) {
        // A page that is just being left answers nothing, and an element may go while one taps it.
        last = error instanceof Error ? ` (${error.message})` : ''
      }
      if (Date.now() > until) throw new Error(`${what}${last}`)
      await pause(glance)
    }
  }
  const find = (seen: Seen) => browser.find(lookup, ...asked(seen))
  return {
    browser,
    see: (seen) => tryFor(`not seen: ${named(seen)}`, () => find(seen)),
    gone: async (seen) => {
      await tryFor(`still seen: ${named(seen)}`, async () => ((await find(seen)) ? null : true))
    },
    isThere: async (seen) => (await find(seen)) !== null,
    tap: async (seen) => {
      await tryFor(`cannot be tapped: ${named(seen)}`, async () => {
        const handle = await find(seen)
        if (!handle) return null
        await browser.tap(handle)
        return true
      })
    },
    write: async (into, text) => {
      await tryFor(`cannot be written into: ${named(into)}`, async () => {
        const handle = await find(into)
        if (!handle) return null
        await browser.tap(handle)
        await browser.type(handle, text)
        return true
      })
    },
    until: async (what, work, ...values) => {
      await tryFor(what, async () => ((await browser.call(work, ...values)) ? true : null))
    },
    await: async (what, check) => {
      await tryFor(what, async () => ((await check()) ? true : null))
    },
  }
}
