import { useEffect, useState } from 'preact/hooks'
import { wordsOf } from '../../../shared/find/fold.ts'
import type { EditionReader } from '../../../shared/reader.ts'
import { useLanguage } from '../../../ui/language.tsx'
import { type FoundItem, find } from './find.ts'
import { indexOf } from './index-of.ts'

export interface Finding {
  /** What the results are of. */
  query: string
  found: readonly FoundItem[]
  unsearched: number
}

/** Long enough for the next letter of somebody who types on a phone, short enough to feel at once, ms. */
const settleMs = 150

/** Results for what is being typed; `null` while nothing is, or nothing has been found yet. A new letter lets go of the search before. */
export const useFind = (reader: EditionReader, query: string): Finding | null => {
  const { language } = useLanguage()
  const [finding, setFinding] = useState<Finding | null>(null)
  useEffect(() => {
    if (wordsOf(query).length === 0) {
      setFinding(null)
      return
    }
    const stop = new AbortController()
    const timer = setTimeout(async () => {
      const index = indexOf(reader)
      try {
        await index.catchUp(stop.signal)
      } catch {
        return // Somebody typed on.
      }
      if (stop.signal.aborted) return
      setFinding({ query, found: find(index.passages, query, language), unsearched: index.unsearched() })
    }, settleMs)
    return () => {
      clearTimeout(timer)
      stop.abort()
    }
  }, [reader, query, language])
  return finding
}
