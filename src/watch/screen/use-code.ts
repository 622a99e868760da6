import { useEffect, useState } from 'preact/hooks'
import { backoff } from '../../shared/retry.ts'
import { loadPlaying } from './load-playing.ts'

type Code = typeof import('../Playing.tsx')

/** How soon code that a cut link did not bring is asked for again, ms. */
const retryWait = { base: 1000, cap: 15_000 }

/**
 * The player's code, which is of no use without a link and so is not precached; the worker keeps it from the first time on.
 * `missing`: it did not come, and is being asked for again.
 */
export const useCode = (): { code: Code | null; missing: boolean } => {
  const [state, setState] = useState<{ code: Code | null; missing: boolean }>({ code: null, missing: false })
  useEffect(() => {
    let left = false
    let timer: ReturnType<typeof setTimeout> | undefined
    const load = (failures: number): void => {
      loadPlaying().then(
        (code) => {
          if (!left) setState({ code, missing: false })
        },
        () => {
          if (left) return
          setState({ code: null, missing: true })
          timer = setTimeout(load, backoff(failures, Math.random, retryWait), failures + 1)
        },
      )
    }
    load(0)
    return () => {
      left = true
      clearTimeout(timer)
    }
  }, [])
  return state
}
