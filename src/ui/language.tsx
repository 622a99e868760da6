import { type ComponentChildren, createContext } from 'preact'
import { useContext } from 'preact/hooks'
import { direction, type Language } from '../shared/language.ts'
import type { Messages } from './languages/en.ts'
import { type ShellMessages, shellEn } from './languages/shell-en.ts'

export interface LanguageChoice {
  language: Language
  /** BCP 47 tag for numbers, money and dates. */
  locale: string
  /** Messages of the language. The shell renders before the places' messages have come; a place only once they are here. */
  text: Messages
  choose(language: Language): void
}

const Context = createContext<LanguageChoice>({
  language: 'en',
  locale: 'en-PK',
  text: shellEn as Messages,
  choose: () => {},
})

/** Urdu screens keep Western digits: bank slips and keypads in Pakistan use them, and so do most phones' Urdu settings. */
const locales: Record<Language, string> = { en: 'en-PK', ur: 'ur-PK-u-nu-latn' }

const shells: Record<Language, () => Promise<ShellMessages>> = {
  en: async () => shellEn,
  ur: async () => (await import('./languages/shell-ur.ts')).shellUr,
}

const catalogues: Record<Language, () => Promise<Messages>> = {
  en: async () => (await import('./languages/en.ts')).en,
  ur: async () => (await import('./languages/ur.ts')).ur,
}

/** BCP 47 tag for numbers, money and dates of a language. */
export const localeOf = (language: Language): string => locales[language]

const storageKey = 'sada-language'

/** The language chosen before, else the browser's own, else English. */
export const preferredLanguage = (): Language => {
  try {
    const chosen = localStorage.getItem(storageKey)
    if (chosen === 'en' || chosen === 'ur') return chosen
  } catch {
    // Storage blocked: the choice holds until the page closes.
  }
  return navigator.languages.some((tag) => tag.startsWith('ur')) ? 'ur' : 'en'
}

export type Loaded = Omit<LanguageChoice, 'choose'>

/** Sets `lang` and `dir` of the document, remembers the choice. */
const apply = (language: Language, text: Messages): Loaded => {
  document.documentElement.lang = language
  document.documentElement.dir = direction(language)
  try {
    localStorage.setItem(storageKey, language)
  } catch {
    // As above.
  }
  return { language, locale: locales[language], text }
}

/** Loads and applies what the shell says, and nothing of the places: enough for the first paint. */
export const applyShell = async (language: Language): Promise<Loaded> =>
  apply(language, (await shells[language]()) as Messages)

/** Loads all messages of the language, then applies it. Rejects where the link brings none; the language before stays. */
export const applyLanguage = async (language: Language): Promise<Loaded> =>
  apply(language, await catalogues[language]())

export const LanguageProvider = (props: { value: LanguageChoice; children: ComponentChildren }) => (
  <Context.Provider value={props.value}>{props.children}</Context.Provider>
)

/** Language, locale and messages of the screen. */
export const useLanguage = (): LanguageChoice => useContext(Context)

/** Messages of the screen's language: `const t = useText(); t.watch.play`. */
export const useText = (): Messages => useContext(Context).text
