import { useEffect, useState } from 'preact/hooks'
import type { ReadStore } from '../shared/store.ts'

/** The store's present value; the component renders again after every change. */
export function useStore<T>(store: ReadStore<T>): T {
  const [value, setValue] = useState(store.get)
  useEffect(() => {
    const update = () => setValue(() => store.get())
    update()
    return store.subscribe(update)
  }, [store])
  return value
}
