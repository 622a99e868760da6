import { followOtherTabs } from './appearance/choose-theme.ts'

followOtherTabs()

/** What the app itself needs after the first page stands. */
export { Footer } from './Footer.tsx'
export { NastaliqChoice } from './NastaliqChoice.tsx'
export { prefetchWhenIdle } from './prefetch.ts'
export { UpdateNotice } from './UpdateNotice.tsx'
