import { discreetKey, isChosen } from '../../ui/chosen.ts'
import { type Cover, startCover } from './cover.ts'
import { discreetWords } from './words.ts'

/** What names the app to the browser, and what stands there instead. The icons are plain paper. */
const neutral = {
  'link[rel="manifest"]': '/notes/notes.webmanifest',
  'link[rel="icon"]': '/notes/icon.svg',
  'link[rel="apple-touch-icon"]': '/notes/icon-192.png',
} as const

/** What was there before, while it is on. */
let own: { title: string; links: Map<HTMLLinkElement, string> } | null = null
let cover: Cover | null = null
let language: MutationObserver | null = null

const words = () =>
  discreetWords[document.documentElement.lang as keyof typeof discreetWords] ?? discreetWords.en

/** A lock screen that already says what plays says it no more. */
const quietLockScreen = (): void => {
  const metadata = navigator.mediaSession?.metadata
  if (metadata) Object.assign(metadata, { title: document.title, artist: '', album: '', artwork: [] })
}

const enter = (): void => {
  if (own) return
  own = { title: document.title, links: new Map() }
  for (const [selector, href] of Object.entries(neutral)) {
    const link = document.head.querySelector<HTMLLinkElement>(selector)
    if (!link) continue
    own.links.set(link, link.getAttribute('href') ?? '')
    link.href = href
  }
  const name = () => {
    document.title = words().cover.name
  }
  name()
  language = new MutationObserver(name)
  language.observe(document.documentElement, { attributeFilter: ['lang'] })
  quietLockScreen()
  cover = startCover()
}

const leave = (): void => {
  if (!own) return
  language?.disconnect()
  cover?.stop()
  cover = null
  document.title = own.title
  for (const [link, href] of own.links) link.href = href
  own = null
}

/** Does as was chosen: called when the choice is made, here or in another tab. */
export const applyDiscreet = (): void => (isChosen(discreetKey) ? enter() : leave())

/** On start, where it was chosen: whoever opens the app, or a browser that had put it away, shows a plain page first. */
export const startDiscreet = (): void => {
  applyDiscreet()
  cover?.set('lock')
}

/** Keeps the choice on this phone and does as chosen. @returns whether it could be kept */
export const chooseDiscreet = (on: boolean): boolean => {
  try {
    if (on) localStorage.setItem(discreetKey, '1')
    else localStorage.removeItem(discreetKey)
  } catch {
    // Storage blocked: said on screen.
  }
  applyDiscreet()
  return isChosen(discreetKey) === on
}
