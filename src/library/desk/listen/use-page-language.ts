import { useEffect, useState } from 'preact/hooks'
import type { Language } from '../../../shared/language.ts'

const now = (): Language => (document.documentElement.lang === 'ur' ? 'ur' : 'en')

/** The language of the page, for what stands outside of the app's tree. */
export const usePageLanguage = (): Language => {
  const [language, setLanguage] = useState(now)
  useEffect(() => {
    const observer = new MutationObserver(() => setLanguage(now()))
    observer.observe(document.documentElement, { attributeFilter: ['lang'] })
    return () => observer.disconnect()
  }, [])
  return language
}
