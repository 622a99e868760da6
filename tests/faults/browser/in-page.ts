/**
 * What runs in the page, before the app: a clock that can be set, a watch on what the screen says, and the hands of the person, who uses nothing
 * but the form's own inputs and buttons. Each function stands alone: only its text goes to the browser.
 */

/** What the screen said. `reference` and `amount` as they stand there. */
export type Seen = { kept: { reference: string; amount: string } } | { notKept: true }

export interface KeptEntry {
  id: string
  state: string
  reference: string
  digest: string
  amount: { currency: string; minor: number }
  receipt?: string
}

/** Sets the clock of a page or a worker, `shift` ms from the true time; a second call sets it anew. */
export const setClock = (shift: number): void => {
  const scope = globalThis as unknown as { sadaShift?: number; Date: DateConstructor }
  const known = scope.sadaShift !== undefined
  scope.sadaShift = shift
  if (known) return
  const True = Date
  const now = () => True.now() + (scope.sadaShift ?? 0)
  scope.Date = new Proxy(True, {
    construct: (target, given, as) => Reflect.construct(target, given.length > 0 ? given : [now()], as),
    apply: () => new True(now()).toString(),
    get: (target, key) => (key === 'now' ? now : Reflect.get(target, key)),
  })
}

/** Tells `sadaSeen` of every confirmation and every refusal on the screen, at the moment it is there. */
export const watchScreen = (notKept: string): void => {
  const tell = (globalThis as unknown as { sadaSeen: (seen: string) => void }).sadaSeen
  let last = ''
  const say = (seen: object) => {
    const text = JSON.stringify(seen)
    if (text !== last) tell(text)
    last = text
  }
  const words = (of: ParentNode, selector: string) => of.querySelector(selector)?.textContent?.trim() ?? ''
  const look = () => {
    const thanks = document.querySelector('.give-given')
    if (thanks) {
      const amount = words(thanks, '.give-given-amount')
      const item = [...document.querySelectorAll('.give-item')].find(
        (one) => words(one, '.give-item-amount') === amount,
      )
      const reference = item && words(item, '.give-code')
      if (reference) say({ kept: { reference, amount } })
    } else if (document.querySelector('.give-form')?.textContent?.includes(notKept)) say({ notKept: true })
    else last = ''
  }
  new MutationObserver(look).observe(document, { subtree: true, childList: true, characterData: true })
}

/** Resolves when the form stands there, after pressing "Give again" where something was given. */
export const openForm = async (): Promise<void> => {
  const find = () => {
    document.querySelector<HTMLButtonElement>('.give-given > button')?.click()
    return document.querySelector('.give-form #give-own')
  }
  if (find()) return
  await new Promise<void>((resolve) => {
    const watch = new MutationObserver(() => {
      if (!find()) return
      watch.disconnect()
      resolve()
    })
    watch.observe(document, { subtree: true, childList: true })
  })
}

/** Fills the form in, a field after the other as it is drawn anew, up to the button. */
export const fillForm = async (currency: string, amount: number): Promise<void> => {
  const drawn = () =>
    new Promise<void>((resolve) => {
      const { port1, port2 } = new MessageChannel()
      port1.onmessage = () => {
        port1.close()
        resolve()
      }
      port2.postMessage(null)
    })
  const type = async (selector: string, value: string) => {
    const field = document.querySelector<HTMLInputElement>(selector)
    if (!field) throw new Error(`no ${selector}`)
    field.value = value
    field.dispatchEvent(new InputEvent('input', { bubbles: true }))
    await drawn()
  }
  document.querySelector<HTMLInputElement>(`[name=give-currency][value=${currency}]`)?.click()
  await drawn()
  await type('#give-own', String(amount))
  await type('#give-name', 'Zari Gul')
  for (const box of document.querySelectorAll<HTMLInputElement>('.give-check input[aria-required=true]'))
    if (!box.checked) {
      box.click()
      await drawn()
    }
  // Not the form's own words: a page that loads anew brings the draft back, but not all of it.
  ;(globalThis as unknown as { sadaFilled?: number }).sadaFilled = amount
}

/** Hits the button of the form that was filled in. @returns whether it still stands there: a new version may just have loaded the page */
export const tapGive = (taps: number, amount: number): boolean => {
  if ((globalThis as unknown as { sadaFilled?: number }).sadaFilled !== amount) return false
  for (let tap = 0; tap < taps; tap++) document.querySelector<HTMLButtonElement>('.give-submit')?.click()
  return true
}

/** What is wrong with what was typed, as the form says it; empty: nothing. */
export const formErrors = (): string => document.querySelector('.give-summary')?.textContent ?? ''

/** Presses "Send now", where it stands. */
export const tapSendNow = (): void =>
  document.querySelector<HTMLButtonElement>('.give-list-head button')?.click()

/**
 * Has the browser look for a new worker, and agrees to it as the app's button does. @returns whether one was taken within so many ms; one that
 * comes later is still agreed to
 */
export const takeUpdate = (within: number): Promise<boolean> => {
  const take = async () => {
    const registration = await navigator.serviceWorker.getRegistration()
    await registration?.update()
    const next = registration?.installing ?? registration?.waiting
    if (!next) return false
    await new Promise<void>((resolve) => {
      const look = () => next.state !== 'installing' && resolve()
      next.addEventListener('statechange', look)
      look()
    })
    next.postMessage({ type: 'SKIP_WAITING' })
    return next.state !== 'redundant'
  }
  const tooLate = new Promise<boolean>((resolve) => setTimeout(resolve, within, false))
  return Promise.race([take().catch(() => false), tooLate])
}

/** Every donation in the phone's store. */
export const readOutbox = (): Promise<KeptEntry[]> =>
  new Promise((resolve, reject) => {
    const opening = indexedDB.open('sada-outbox')
    opening.onerror = () => reject(opening.error)
    opening.onsuccess = () => {
      const all = opening.result.transaction('entries').objectStore('entries').getAll()
      all.onerror = () => reject(all.error)
      all.onsuccess = () => {
        opening.result.close()
        resolve(
          (all.result as KeptEntry[]).map(({ id, state, reference, digest, amount, receipt }) => ({
            id,
            state,
            reference,
            digest,
            amount,
            ...(receipt === undefined ? {} : { receipt }),
          })),
        )
      }
    }
  })

/** Empties the phone's store and tells every tab, as if nothing had been given yet. */
export const emptyOutbox = (): Promise<void> =>
  new Promise((resolve, reject) => {
    const opening = indexedDB.open('sada-outbox')
    opening.onerror = () => reject(opening.error)
    opening.onsuccess = () => {
      const emptying = opening.result.transaction(['entries', 'draft'], 'readwrite')
      for (const name of ['entries', 'draft']) emptying.objectStore(name).clear()
      emptying.onabort = () => reject(emptying.error)
      emptying.oncomplete = () => {
        opening.result.close()
        const channel = new BroadcastChannel('sada-outbox')
        channel.postMessage('changed')
        channel.close()
        resolve()
      }
    }
  })
