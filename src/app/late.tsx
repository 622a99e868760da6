import { useLanguage } from '../ui/language.tsx'
import { followOtherTabs } from './appearance/choose-theme.ts'
import { followDiscreet } from './discreet/follow-tabs.ts'
import { later } from './later.tsx'
import { UpdateNotice } from './update/UpdateNotice.tsx'

followOtherTabs()
followDiscreet()

/** What the app itself needs after the first page stands. */
export { Footer } from './Footer.tsx'
export { prefetchWhenIdle } from './prefetch.ts'
export { startBehind } from './status/start.ts'

const Choice = later(async () => (await import('./NastaliqChoice.tsx')).NastaliqChoice)
/** Code that only those who read Urdu need. */
export const NastaliqChoice = () => (useLanguage().tag === 'ur' ? <Choice /> : null)

/** By then a first visit has what it came for, ms. */
const offersWait = 5_000
const InstallOffer = later(async () => {
  await new Promise((resolve) => setTimeout(resolve, offersWait))
  return (await import('./install/InstallOffer.tsx')).InstallOffer
})

/** What the app has to say above the page. */
export const Notices = () => (
  <>
    <UpdateNotice />
    <InstallOffer />
  </>
)
