import { useEffect, useState } from 'preact/hooks'
import { untilHere } from '../player/until-here.ts'

type Code = typeof import('../broken/Trouble.tsx')

/** The code that tells what is wrong; asked for once something is heard, so that it is here before the link is gone. */
export const useTrouble = (heard: boolean): Code | null => {
  const [code, setCode] = useState<Code | null>(null)
  useEffect(() => {
    if (!heard) return
    const left = new AbortController()
    untilHere(() => import('../broken/Trouble.tsx'), left.signal).then(
      (come) => setCode(come),
      () => {
        // The screen was left before it came.
      },
    )
    return () => left.abort()
  }, [heard])
  return code
}
