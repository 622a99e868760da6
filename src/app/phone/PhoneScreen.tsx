import { useWords } from '../../ui/language.tsx'
import { AppearanceSection } from '../appearance/AppearanceSection.tsx'
import { DiscreetSection } from '../discreet/DiscreetSection.tsx'
import { InstallSection } from '../install/InstallSection.tsx'
import { ReminderSection } from '../reminder/ReminderSection.tsx'
import { phoneWords } from './words.ts'
import '../../ui/styles/details.css'

/** How the app lives on this phone: installed, reminding, looking, hiding. Each section stands in a room of its own. */
export const PhoneScreen = () => {
  const t = useWords(phoneWords)
  return (
    <>
      <h1>{t.title}</h1>
      <p class="soft">{t.lead}</p>
      <InstallSection />
      <ReminderSection />
      <AppearanceSection />
      <DiscreetSection />
      <p>
        <a href="/packs">{t.storage}</a>
      </p>
    </>
  )
}
