import { useEffect, useState } from 'preact/hooks'
import { untilHere } from '../player/until-here.ts'

type Code = typeof import('../broken/Trouble.tsx')

/**
 * The code that tells what is wrong; asked for once something is heard, so that it is here before the link is gone, or once nothing is reached.
 * @param wanted begins it; what is asked for goes on being asked for
 */
export const useTrouble = (wanted: boolean): Code | null => {
  const [code, setCode] = useState<Code | null>(null)
  const [asked, setAsked] = useState(false)
  if (wanted && !asked) setAsked(true)
  useEffect(() => {
    if (!asked) return
    const left = new AbortController()
    untilHere(() => import('../broken/Trouble.tsx'), left.signal).then(
      (come) => setCode(come),
      () => {
        // The screen was left before it came.
      },
    )
    return () => left.abort()
  }, [asked])
  return code
}
