import { useEffect, useState } from 'preact/hooks'

/** Pause before what did not come is asked for again, ms. */
const pause = 5000

/** A part that is loaded after the rest; `null` until it is here: what is shown must do without, or wait. Asked for until it comes. */
export const useLate = <T>(load: () => Promise<T>): T | null => {
  const [part, setPart] = useState<T | null>(null)
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    let open = true
    const ask = () =>
      load().then(
        (loaded) => open && setPart(() => loaded),
        () => {
          if (open) timer = setTimeout(ask, pause)
        },
      )
    void ask()
    return () => {
      open = false
      clearTimeout(timer)
    }
  }, [])
  return part
}
