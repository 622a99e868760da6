import { useLanguage } from '../ui/language.tsx'
import { later } from './later.tsx'

/** What the app itself needs after the first page stands. */
export { Footer } from './Footer.tsx'
export { prefetchWhenIdle } from './prefetch.ts'
export { UpdateNotice } from './update/UpdateNotice.tsx'

const Choice = later(async () => (await import('./NastaliqChoice.tsx')).NastaliqChoice)
/** Code that only those who read Urdu need. */
export const NastaliqChoice = () => (useLanguage().tag === 'ur' ? <Choice /> : null)
