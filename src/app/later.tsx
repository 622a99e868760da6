import type { ComponentType } from 'preact'
import { useEffect, useState } from 'preact/hooks'

/** A part of the page in a file of its own, which comes when it is first drawn. Until then, and where it cannot be had, nothing stands there. */
export const later = <P extends object>(load: () => Promise<ComponentType<P>>): ComponentType<P> => {
  let loaded: ComponentType<P> | null = null
  return (props: P) => {
    const [Part, setPart] = useState<ComponentType<P> | null>(() => loaded)
    useEffect(() => {
      let left = false
      const take = (part: ComponentType<P>) => {
        loaded = part
        if (!left) setPart(() => part)
      }
      if (!loaded) load().then(take, () => undefined)
      return () => {
        left = true
      }
    }, [])
    return Part && <Part {...props} />
  }
}
