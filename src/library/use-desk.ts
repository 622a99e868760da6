import { useEffect, useState } from 'preact/hooks'

/** What comes after the words: `desk/Desk.tsx`, in a chunk of its own. */
export type Desk = typeof import('./desk/Desk.tsx')

let loaded: Desk | null = null

/** The desk once its code is here, `'none'` where it could not be had (what needs it is shown plainly), `null` before. */
export const useDesk = (): Desk | 'none' | null => {
  const [desk, setDesk] = useState<Desk | 'none' | null>(loaded)
  useEffect(() => {
    if (loaded) return
    import('./desk/Desk.tsx').then(
      (code) => {
        loaded = code
        setDesk(code)
      },
      () => setDesk('none'),
    )
  }, [])
  return desk
}
