import { useEffect, useState } from 'preact/hooks'
import type { ReadStore } from '../shared/store.ts'

/** What `select` makes of the store's present value; the component renders again only when that changes. `select` must not close over anything. */
export function useSelect<T, S>(store: ReadStore<T>, select: (value: T) => S): S {
  const [value, setValue] = useState(() => select(store.get()))
  useEffect(() => {
    const update = () => setValue(() => select(store.get()))
    update()
    return store.subscribe(update)
  }, [store])
  return value
}

const whole = <T>(value: T): T => value

/** The store's present value; the component renders again after every change. */
export const useStore = <T>(store: ReadStore<T>): T => useSelect<T, T>(store, whole)
