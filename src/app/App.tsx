import { useEffect, useState } from 'preact/hooks'
import { ErrorBoundary, LocationProvider, Route, Router } from 'preact-iso'
import type { Language } from '../shared/language.ts'
import { applyLanguage, LanguageProvider, type Loaded, useText } from '../ui/language.tsx'
import { arrive } from './arrive.ts'
import { Crashed } from './Crashed.tsx'
import { Footer } from './Footer.tsx'
import { Header } from './Header.tsx'
import { loadAgain } from './load-again.ts'
import { NotFound } from './NotFound.tsx'
import { Places } from './Places.tsx'
import { Give, Packs, Read, Watch } from './routes.tsx'
import { UpdateNotice } from './UpdateNotice.tsx'

const Pages = ({ complete }: { complete: boolean }) => {
  const t = useText()
  return (
    <main id="main" class="app-main" tabIndex={-1}>
      <UpdateNotice />
      <Crashed>
        <ErrorBoundary>
          {complete ? (
            <Router onRouteChange={arrive}>
              <Route path="/" component={Watch} />
              <Route path="/watch" component={Watch} />
              <Route path="/read" component={Read} />
              <Route path="/read/:rest*" component={Read} />
              <Route path="/give" component={Give} />
              <Route path="/packs" component={Packs} />
              <Route default component={NotFound} />
            </Router>
          ) : (
            <p role="status">{t.app.loading}</p>
          )}
        </ErrorBoundary>
      </Crashed>
    </main>
  )
}

interface Props {
  /** What the shell says. */
  shell: Loaded
  /** Everything the places say; on its way. */
  whole: Promise<Loaded>
}

/** The whole app: languages, places, and the services the places are handed. */
export const App = ({ shell, whole }: Props) => {
  const [loaded, setLoaded] = useState({ ...shell, complete: false })
  const take = (next: Loaded) => setLoaded({ ...next, complete: true })
  useEffect(() => {
    void whole.then(take)
    void loadAgain(() => import('./start-services.ts')).then(({ startServices }) => startServices())
  }, [])
  const { complete, ...choice } = loaded
  // A language that the link does not bring leaves the one that is there.
  const choose = (language: Language) => void applyLanguage(language).then(take, () => undefined)
  return (
    <LanguageProvider value={{ ...choice, choose }}>
      <LocationProvider>
        <Header />
        <Places />
        <Pages complete={complete} />
        <Footer />
      </LocationProvider>
    </LanguageProvider>
  )
}
