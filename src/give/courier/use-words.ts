import { useWords } from '../../ui/language.tsx'
import { courierWords } from './words.ts'

/** The words of this late room in the chosen language. */
export const useCourierWords = () => useWords(courierWords)
