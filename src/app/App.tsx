import { useEffect, useState } from 'preact/hooks'
import { LanguageProvider } from '../ui/language.tsx'
import { applyLanguage, type Loaded } from '../ui/load-language.ts'
import { Header } from './Header.tsx'
import { loadAgain } from './load-again.ts'
import { LocationProvider } from './location.tsx'
import { Pages } from './Pages.tsx'
import { Places } from './Places.tsx'
import { rooms } from './rooms.ts'

interface Props {
  /** What the shell says. */
  shell: Loaded
  /** Everything the places say; on its way. */
  whole: Promise<Loaded>
}

/** The whole app: languages, places, and the services the places are handed. */
export const App = ({ shell, whole }: Props) => {
  const [loaded, setLoaded] = useState({ ...shell, complete: false })
  const [late, setLate] = useState<typeof import('./late.tsx') | null>(null)
  const [line, setLine] = useState<typeof import('./StatusLine.tsx') | null>(null)
  const take = (next: Loaded) => setLoaded({ ...next, complete: true })
  useEffect(() => {
    void whole.then(take)
    void loadAgain(() => import('./StatusLine.tsx')).then(setLine)
    void loadAgain(() => import('./start-services.ts')).then(async ({ startServices }) => {
      await startServices()
      const more = await loadAgain(() => import('./late.tsx'))
      setLate(more)
      more.startBehind()
      more.prefetchWhenIdle(Object.values(rooms).map(({ load }) => load))
    })
  }, [])
  const { complete, ...choice } = loaded
  // A language that the link does not bring leaves the one that is there.
  const choose = (tag: string) => void applyLanguage(tag).then(take, () => undefined)
  return (
    <LanguageProvider value={{ ...choice, choose }}>
      <LocationProvider>
        <Header>{line && complete && <line.StatusLine />}</Header>
        <Places />
        <main id="main" class="app-main" tabIndex={-1}>
          {late && complete && <late.Notices />}
          {complete ? <Pages /> : <p role="status">{choice.text.app.loading}</p>}
        </main>
        {late && complete && <late.Footer />}
        {late && complete && <late.NastaliqChoice />}
      </LocationProvider>
    </LanguageProvider>
  )
}
