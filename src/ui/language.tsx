import { type ComponentChildren, createContext } from 'preact'
import { useContext } from 'preact/hooks'
import { direction, type Language } from '../shared/language.ts'
import { en, type Messages } from './languages/en.ts'

export interface LanguageChoice {
  language: Language
  /** BCP 47 tag for numbers, money and dates. */
  locale: string
  /** Messages of the language. */
  text: Messages
  choose(language: Language): void
}

const Context = createContext<LanguageChoice>({ language: 'en', locale: 'en-PK', text: en, choose: () => {} })

/** Urdu screens keep Western digits: bank slips and keypads in Pakistan use them, and so do most phones' Urdu settings. */
const locales: Record<Language, string> = { en: 'en-PK', ur: 'ur-PK-u-nu-latn' }

const loaders: Record<Language, () => Promise<Messages>> = {
  en: async () => en,
  ur: async () => (await import('./languages/ur.ts')).ur,
}

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

/** Loads the messages, sets `lang` and `dir` of the document, remembers the choice. */
export const applyLanguage = async (language: Language): Promise<Omit<LanguageChoice, 'choose'>> => {
  const text = await loaders[language]()
  document.documentElement.lang = language
  document.documentElement.dir = direction(language)
  try {
    localStorage.setItem(storageKey, language)
  } catch {
    // As above.
  }
  return { language, locale: locales[language], text }
}

export const LanguageProvider = (props: { value: LanguageChoice; children: ComponentChildren }) => (
  <Context.Provider value={props.value}>{props.children}</Context.Provider>
)

/** Language, locale and messages of the screen. */
export const useLanguage = (): LanguageChoice => useContext(Context)

/** Messages of the screen's language: `const t = useText(); t.watch.play`. */
export const useText = (): Messages => useContext(Context).text
