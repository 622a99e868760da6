import { useEffect, useState } from 'preact/hooks'
import * as v from 'valibot'
import { direction, type Language } from '../shared/language.ts'
import { SessionSchema } from '../shared/treasury/api.ts'
import { TreasuryRefusal } from '../shared/treasury/http-treasury.ts'
import { ask } from './ask.ts'
import { Desk } from './Desk.tsx'
import { Problem } from './Problem.tsx'
import { SignIn } from './SignIn.tsx'
import { SpeechContext, speechOf } from './words-context.ts'

const storageKey = 'sada-language'
const chosenLanguage = (): Language => {
  try {
    const chosen = localStorage.getItem(storageKey)
    if (chosen === 'en' || chosen === 'ur') return chosen
  } catch {
    // Storage blocked: the choice holds until the page closes.
  }
  return navigator.languages.some((tag) => tag.startsWith('ur')) ? 'ur' : 'en'
}

/** `null`: nobody is signed in; `error` says what was wrong, where something was. */
type Who = { name: string | null; error: unknown } | 'unknown'

export const Page = () => {
  const [language, setLanguage] = useState(chosenLanguage)
  const [who, setWho] = useState<Who>('unknown')
  const speech = speechOf(language)
  const { t } = speech

  useEffect(() => {
    document.documentElement.lang = language
    document.documentElement.dir = direction(language)
    document.title = `Sada: ${t.title}`
    try {
      localStorage.setItem(storageKey, language)
    } catch {
      // As above.
    }
  }, [language, t])
  useEffect(() => {
    ask('session').then(
      (session) => setWho({ name: v.parse(SessionSchema, session).name, error: null }),
      (error) => {
        const asExpected = error instanceof TreasuryRefusal && error.key === 'sign-in'
        setWho({ name: null, error: asExpected ? null : error })
      },
    )
  }, [])

  const signedOut = (error: unknown = null) => setWho({ name: null, error })
  const leave = () => {
    ask('sign-out', {}).then(
      () => signedOut(),
      (error) => signedOut(error),
    )
  }
  const other: Language = language === 'en' ? 'ur' : 'en'
  return (
    <SpeechContext.Provider value={speech}>
      <header class="head">
        <h1>
          <span lang="ur" dir="rtl">
            صدا
          </span>{' '}
          {t.title}
        </h1>
        <button type="button" class="button button-quiet" lang={other} onClick={() => setLanguage(other)}>
          {t.otherLanguage}
        </button>
        {who !== 'unknown' && who.name !== null && (
          <button type="button" class="button" title={t.signedInAs(who.name)} onClick={leave}>
            {t.signOut}
          </button>
        )}
      </header>
      <main class="main">
        {who === 'unknown' && <p role="status">{t.loading}</p>}
        {who !== 'unknown' && <Problem error={who.error} />}
        {who !== 'unknown' && who.name === null && (
          <SignIn signedIn={(name) => setWho({ name, error: null })} />
        )}
        {who !== 'unknown' && who.name !== null && (
          <Desk signedOut={() => signedOut(new TreasuryRefusal('sign-in', 401, ''))} />
        )}
      </main>
    </SpeechContext.Provider>
  )
}
