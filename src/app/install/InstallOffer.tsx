import { useEffect, useRef, useState } from 'preact/hooks'
import { erased } from '../../shared/erased.ts'
import { useWords } from '../../ui/language.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { useStore } from '../../ui/use-store.ts'
import { usePath } from '../location.tsx'
import { services, watchStatus } from '../services.ts'
import { busy } from '../update/busy.ts'
import { browser, install } from './browser.ts'
import { OpenInBrowser } from './HowTo.tsx'
import { countVisit, recall, rememberNo } from './offer-memory.ts'
import { wayOf } from './way.ts'
import { whenToOffer } from './when-to-offer.ts'
import { installWords } from './words.ts'
import './install.css'

/** Where nothing is offered: a form stands there, or it is all said there anyway. */
const quiet = /^\/(give|phone)\b/

/** Whether something has been read, heard or given: in this visit, as far as it can be seen from here. */
const useUsed = (path: string): boolean => {
  const used = useRef(false)
  const heard = useStore(watchStatus) !== null
  const { outbox } = useStore(services)
  used.current ||= heard || /^\/read\/./.test(path) || Boolean(outbox?.state.get().entries.length)
  return used.current
}

/** `true` from when it is time until the person goes on or answers; then not again in this visit. */
const useOffer = (): [boolean, () => void] => {
  const path = usePath()
  const facts = useStore(browser)
  const reason = useStore(busy)
  const used = useUsed(path)
  const [visits] = useState(() => (erased.get() ? 0 : countVisit(Date.now())))
  const [shownAt, setShownAt] = useState<string | null>(null)
  const way = wayOf(facts)
  useEffect(() => {
    if (shownAt !== null) return
    const now = Date.now()
    const open = performance.now()
    const { dismissed } = recall()
    const wait = whenToOffer({ way, now, open, visits, used, busy: reason !== null || quiet.test(path), dismissed }) // biome-ignore format: one line
    if (wait === null) return
    // What is being read is not pushed down: later, then, on another page.
    const offer = () => scrollY < 8 && setShownAt(path)
    const timer = setTimeout(offer, wait)
    return () => clearTimeout(timer)
  }, [way, visits, used, reason, path, shownAt])
  return [shownAt === path && reason === null, () => setShownAt('')]
}

/** Offers the home screen, quietly, once it has been useful; thanks whoever took it; says inside other apps what is missing there. */
export const InstallOffer = () => {
  const t = useWords(installWords)
  const facts = useStore(browser)
  const [offered, close] = useOffer()
  const [thanks, setThanks] = useState(false)
  const path = usePath()
  useEffect(() => {
    const done = () => setThanks(true)
    addEventListener('appinstalled', done)
    return () => removeEventListener('appinstalled', done)
  }, [])
  if (thanks && !quiet.test(path))
    return (
      <Notice tone="good">
        <p>{t.installed}</p>
        <button type="button" class="button button-quiet" onClick={() => setThanks(false)}>
          {t.close}
        </button>
      </Notice>
    )
  const way = wayOf(facts)
  if (!offered || way === 'installed' || way === 'menu') return null
  const no = () => {
    rememberNo(Date.now())
    close()
  }
  return (
    <Notice>
      <p class="install-title">{way === 'in-app' ? t.inApp.title : t.offer}</p>
      {way === 'in-app' ? <OpenInBrowser worker={facts.worker} /> : <p>{t.why}</p>}
      <div class="row">
        {way === 'prompt' && (
          <button
            type="button"
            class="button button-main"
            onClick={() => void install().then((agreed) => (agreed ? close() : no()))}
          >
            {t.install}
          </button>
        )}
        {way === 'home-screen' && (
          <a class="button button-main" href="/phone">
            {t.showHow}
          </a>
        )}
        <button type="button" class="button button-quiet" onClick={no}>
          {t.notNow}
        </button>
      </div>
    </Notice>
  )
}
