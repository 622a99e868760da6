import { type ComponentChildren, createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { About, Messages } from './catalogue.ts'
import { shell } from './languages/en.ts'

export interface LanguageChoice extends About {
  /** BCP 47 tag of the screens' language. What an edition says is in `language`, which can be another. */
  tag: string
  /** Messages of the language. The shell renders before the places' messages have come; a place only once they are here. */
  text: Messages
  choose(tag: string): void
}

/** English, until another is chosen. */
export const english = { tag: 'en', ...shell.about, text: shell as Messages }

const Context = createContext<LanguageChoice>({ ...english, choose: () => {} })

export const LanguageProvider = (props: { value: LanguageChoice; children: ComponentChildren }) => (
  <Context.Provider value={props.value}>{props.children}</Context.Provider>
)

/** Language, locale and messages of the screen. */
export const useLanguage = (): LanguageChoice => useContext(Context)

/** Messages of the screen's language: `const t = useText(); t.watch.play`. */
export const useText = (): Messages => useContext(Context).text

/** The screen's language among words that came with late code: `const t = useWords(deskWords)`. */
export const useWords = <T,>(words: Readonly<Record<string, T>>): T => words[useContext(Context).tag] as T
