import { useEffect, useState } from 'preact/hooks'

/** What comes after the words: `desk/Desk.tsx`, in a chunk of its own. */
export type Desk = typeof import('./desk/Desk.tsx')

let loaded: Desk | null = null

/** Loads it. @throws where the link brings no code */
export const loadDesk = async (): Promise<Desk> => {
  loaded ??= await import('./desk/Desk.tsx')
  return loaded
}

/** The desk once its code is here, `'none'` where it could not be had (what needs it is shown plainly), `null` before. */
export const useDesk = (): Desk | 'none' | null => {
  const [desk, setDesk] = useState<Desk | 'none' | null>(loaded)
  useEffect(() => {
    // Also where it has come between the first render and this: then nothing is fetched.
    loadDesk().then(setDesk, () => setDesk('none'))
  }, [])
  return desk
}
