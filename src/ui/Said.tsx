import type { LocalizedText } from '../shared/localized.ts'
import { useLanguage } from './language.tsx'

/**
 * A name or title as the edition says it: isolated from the words around it, in the direction of its own letters, and named by its language
 * where that is not the screen's, for fonts and for voices that read aloud.
 */
export const Said = ({ text }: { text: LocalizedText }) => {
  const { tag, language } = useLanguage()
  return <bdi lang={language === tag ? undefined : language}>{text[language]}</bdi>
}
