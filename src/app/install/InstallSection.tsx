import { useState } from 'preact/hooks'
import { useWords } from '../../ui/language.tsx'
import { useStore } from '../../ui/use-store.ts'
import { browser, install } from './browser.ts'
import { HomeScreenSteps, OpenInBrowser } from './HowTo.tsx'
import { wayOf } from './way.ts'
import { installWords } from './words.ts'
import './install.css'

/** Whether the app is on this phone's home screen, and how it gets there. */
export const InstallSection = () => {
  const t = useWords(installWords)
  const facts = useStore(browser)
  const way = wayOf(facts)
  const [refused, setRefused] = useState(false)
  return (
    <section class="card stack" aria-labelledby="install-title" data-way={way}>
      <h2 id="install-title">{way === 'in-app' ? t.inApp.title : t.title}</h2>
      {way === 'installed' && <p role="status">{t.installed}</p>}
      {way === 'prompt' && (
        <>
          <p>{t.why}</p>
          <button
            type="button"
            class="button button-main"
            onClick={() => void install().then((agreed) => setRefused(!agreed))}
          >
            {t.install}
          </button>
        </>
      )}
      {way === 'home-screen' && (
        <>
          <p>{t.why}</p>
          <HomeScreenSteps />
        </>
      )}
      {way === 'in-app' && <OpenInBrowser worker={facts.worker} />}
      {way === 'menu' && (
        <>
          {!refused && <p>{t.why}</p>}
          <p>{t.menu}</p>
        </>
      )}
    </section>
  )
}
