import { useEffect, useState } from 'preact/hooks'
import { ErrorBoundary, LocationProvider, Route, Router } from 'preact-iso'
import type { Language } from '../shared/language.ts'
import { applyLanguage, type LanguageChoice, LanguageProvider } from '../ui/language.tsx'
import { Crashed } from './Crashed.tsx'
import { Footer } from './Footer.tsx'
import { Header } from './Header.tsx'
import { NotFound } from './NotFound.tsx'
import { Places } from './Places.tsx'
import { Give, Packs, Read, Watch } from './routes.tsx'
import { startServices } from './services.ts'
import { UpdateNotice } from './UpdateNotice.tsx'
import { useArrival } from './use-arrival.ts'

type Loaded = Omit<LanguageChoice, 'choose'>

const Pages = () => {
  const arrive = useArrival()
  return (
    <main id="main" class="app-main" tabIndex={-1}>
      <UpdateNotice />
      <Crashed>
        <ErrorBoundary>
          <Router onLoadEnd={arrive}>
            <Route path="/" component={Watch} />
            <Route path="/watch" component={Watch} />
            <Route path="/read" component={Read} />
            <Route path="/read/:rest*" component={Read} />
            <Route path="/give" component={Give} />
            <Route path="/packs" component={Packs} />
            <Route default component={NotFound} />
          </Router>
        </ErrorBoundary>
      </Crashed>
    </main>
  )
}

/** The whole app: languages, places, and the services the places are handed. */
export const App = ({ initial }: { initial: Loaded }) => {
  const [loaded, setLoaded] = useState(initial)
  useEffect(() => void startServices(), [])
  const choose = (language: Language) => void applyLanguage(language).then(setLoaded)
  return (
    <LanguageProvider value={{ ...loaded, choose }}>
      <LocationProvider>
        <Header />
        <Places />
        <Pages />
        <Footer />
      </LocationProvider>
    </LanguageProvider>
  )
}
