import type { ComponentChildren } from 'preact'
import type { Language } from '../shared/language.ts'
import type { Messages } from './catalogue.ts'
import { isolating } from './isolate.ts'
import { LanguageProvider } from './language.tsx'
import * as english from './languages/en.ts'
import * as urdu from './languages/ur.ts'

/** For tests only: what the shell and the places say, all of it at hand. */
export const en: Messages = isolating({ ...english.shell, ...english.places })
export const ur: Messages = isolating({ ...urdu.shell, ...urdu.places })
export const texts = { en, ur }

const abouts = { en: english.about, ur: urdu.about }

/** For tests only: `children` on a screen in a language. */
export const inLanguage = (children: ComponentChildren, language: Language = 'en') => (
  <LanguageProvider value={{ tag: language, ...abouts[language], text: texts[language], choose: () => {} }}>
    {children}
  </LanguageProvider>
)
