import { createContext } from 'preact'
import { useContext, useRef, useState } from 'preact/hooks'
import { TreasuryRefusal } from '../shared/treasury/http-treasury.ts'

/** Called when the gateway says that nobody is signed in any more. */
export const SignedOutContext = createContext<() => void>(() => undefined)

export interface Work {
  busy: boolean
  error: unknown
  /** Runs something, one thing at a time; what was begun before and ends later is not heard. */
  run(work: () => Promise<void>): Promise<void>
}

/** Something a screen waits for: whether it is on its way, and what went wrong. */
export const useWork = (): Work => {
  const signedOut = useContext(SignedOutContext)
  const [state, setState] = useState<{ busy: boolean; error: unknown }>({ busy: false, error: null })
  const turn = useRef(0)
  const run = async (work: () => Promise<void>) => {
    const mine = ++turn.current
    setState({ busy: true, error: null })
    try {
      await work()
      if (mine === turn.current) setState({ busy: false, error: null })
    } catch (error) {
      if (error instanceof TreasuryRefusal && error.key === 'sign-in') signedOut()
      else if (mine === turn.current) setState({ busy: false, error })
    }
  }
  return { ...state, run }
}
