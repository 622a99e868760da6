import { discreetWords } from './words.ts'
import './cover.css'

/**
 * A plain page over everything. `veil`: the window has lost the focus, which comes before phones draw the picture of it for their list of
 * apps; it goes by itself. `lock`: the app was left; it goes by a tap.
 */
export type CoverState = 'off' | 'veil' | 'lock'

/** Two presses of Escape within this time cover the page, ms. */
const twice = 1000

/** Puts the cover there and takes it away as the page is left and returned to, until `stop`. Sound goes on under it. */
export interface Cover {
  readonly state: CoverState
  set(state: CoverState): void
  stop(): void
}

const build = (open: () => void) => {
  const { cover: t } =
    discreetWords[document.documentElement.lang as keyof typeof discreetWords] ?? discreetWords.en
  const element = document.createElement('section')
  element.className = 'discreet-cover'
  element.setAttribute('role', 'dialog')
  element.setAttribute('aria-modal', 'true')
  element.setAttribute('aria-label', t.name)
  const name = document.createElement('p')
  name.textContent = t.name
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'button'
  button.textContent = t.open
  button.addEventListener('click', open)
  element.append(name, button)
  return { element, button }
}

/** Starts watching. Nothing is covered yet. */
export const startCover = (): Cover => {
  const ending = new AbortController()
  const { signal } = ending
  let state: CoverState = 'off'
  let built: ReturnType<typeof build> | null = null
  let under: HTMLElement[] = []
  let before: Element | null = null
  let escaped = -twice

  const set = (next: CoverState): void => {
    if (next === state) return
    state = next
    if (next === 'off') {
      built?.element.remove()
      built = null
      for (const element of under) element.inert = false
      under = []
      if (before instanceof HTMLElement) before.focus({ preventScroll: true })
      before = null
      return
    }
    if (!built) {
      before = document.activeElement
      built = build(() => set('off'))
      document.body.append(built.element)
      // The one thing that stands above any page.
      if (document.fullscreenElement) void document.exitFullscreen().catch(() => undefined)
    }
    built.button.hidden = next === 'veil'
    // A veil leaves the focus alone: a list or a file chooser that the page has opened took it, and is not to be closed.
    if (next !== 'lock') return
    under = [...document.body.children].filter(
      (one): one is HTMLElement => one instanceof HTMLElement && one !== built?.element && !one.inert,
    )
    for (const element of under) element.inert = true
    built.button.focus()
  }

  addEventListener('blur', () => state === 'off' && set('veil'), { signal })
  addEventListener('focus', () => state === 'veil' && set('off'), { signal })
  addEventListener('pagehide', () => set('lock'), { signal })
  document.addEventListener(
    'visibilitychange',
    () => {
      if (document.visibilityState === 'hidden') set('lock')
      else built?.button.focus()
    },
    { signal },
  )
  addEventListener(
    'keydown',
    ({ key, timeStamp }) => {
      if (key !== 'Escape') return
      if (timeStamp - escaped < twice) set('lock')
      escaped = timeStamp
    },
    { signal, capture: true },
  )
  return {
    get state() {
      return state
    },
    set,
    stop() {
      ending.abort()
      set('off')
    },
  }
}
