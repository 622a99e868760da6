import { useLanguage } from '../../ui/language.tsx'
import { type DeskWords, deskWords } from './words.ts'

/** The desk's words in the language of the screen. */
export const useWords = (): DeskWords => deskWords[useLanguage().language]
