import { useEffect, useState } from 'preact/hooks'
import type { Language } from '../../../shared/language.ts'
import { abouts } from '../words.ts'

/** A tag that the words are looked up by; typed as one of those that are always there. */
const now = (): Language => {
  const { lang } = document.documentElement
  return lang in abouts ? (lang as Language) : 'en'
}

/** The tag of the page's language, for what stands outside of the app's tree. */
export const usePageTag = (): Language => {
  const [tag, setTag] = useState(now)
  useEffect(() => {
    const observer = new MutationObserver(() => setTag(now()))
    observer.observe(document.documentElement, { attributeFilter: ['lang'] })
    return () => observer.disconnect()
  }, [])
  return tag
}
