import { byTag } from './by-tag.ts'
import type { Catalogue, Messages } from './catalogue.ts'
import { english, type LanguageChoice } from './language.tsx'

/** The languages of the screens, by tag: those whose file lies in `languages/`. Each is called as its speakers call it. */
export const languages: Readonly<Record<string, string>> = byTag(
  import.meta.glob<string>('./languages/*.ts', { query: '?name', import: 'name', eager: true }),
)

/** English is in the page itself. */
const shells = import.meta.glob<Catalogue['shell']>(['./languages/*.ts', '!./languages/en.ts'], {
  query: '?shell',
  import: 'shell',
})

const places = import.meta.glob<Catalogue['places']>('./languages/*.ts', {
  query: '?places',
  import: 'places',
})

const fileOf = (tag: string) => `./languages/${tag}.ts`

const storageKey = 'sada-language'

/** The tag of the language chosen before, else of the browser's first that is not English and that we speak, else English. */
export const preferredLanguage = (): string => {
  try {
    const chosen = localStorage.getItem(storageKey)
    if (chosen && languages[chosen]) return chosen
  } catch {
    // Storage blocked: the choice holds until the page closes.
  }
  const others = Object.keys(languages).filter((tag) => tag !== 'en')
  return navigator.languages.flatMap((wanted) => others.filter((tag) => wanted.startsWith(tag)))[0] ?? 'en'
}

export type Loaded = Omit<LanguageChoice, 'choose'>

/** Sets `lang` and `dir` of the document, remembers the choice. */
const apply = (tag: string, text: Messages): Loaded => {
  document.documentElement.lang = tag
  document.documentElement.dir = text.about.direction
  try {
    localStorage.setItem(storageKey, tag)
  } catch {
    // As above.
  }
  return { ...text.about, tag, text }
}

const shellOf = async (tag: string) => (await shells[fileOf(tag)]?.()) ?? english.text

/** Loads and applies what the shell says, and nothing of the places: enough for the first paint. */
export const applyShell = async (tag: string): Promise<Loaded> => apply(tag, (await shellOf(tag)) as Messages)

/** Loads all messages of the language, then applies it. Rejects where the link brings none; the language before stays. */
export const applyLanguage = async (tag: string): Promise<Loaded> => {
  const [shell, rest] = await Promise.all([shellOf(tag), places[fileOf(tag)]?.()])
  return apply(tag, { ...shell, ...rest } as Messages)
}
