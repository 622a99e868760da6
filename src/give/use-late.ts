import { useEffect, useState } from 'preact/hooks'

/** A part that is loaded after the rest; `null` until it is here, and for good where it can't be: what is shown must do without. */
export const useLate = <T>(load: () => Promise<T>): T | null => {
  const [part, setPart] = useState<T | null>(null)
  useEffect(() => {
    let open = true
    load().then(
      (loaded) => open && setPart(() => loaded),
      // Not kept yet and no link: tried again the next time this is shown.
      () => undefined,
    )
    return () => {
      open = false
    }
  }, [])
  return part
}
