import { type ComponentChildren, createContext } from 'preact'
import { useContext, useLayoutEffect, useState } from 'preact/hooks'

/** Path of the page, without slashes at its end. */
export const pathNow = (): string => location.pathname.replace(/\/+$/, '') || '/'

const Context = createContext('/')

/** The path one is at, without a slash at its end. */
export const usePath = (): string => useContext(Context)

/** The address of this app that a click asks for in this window; `null` for every other click, which stays the browser's. */
export const wantedBy = (event: MouseEvent): string | null => {
  if (event.defaultPrevented || event.button !== 0) return null
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return null
  const link = event.composedPath().find((one) => one instanceof HTMLAnchorElement)
  if (!link?.href || link.origin !== location.origin || link.hasAttribute('download')) return null
  if (!/^(_self)?$/i.test(link.target) || link.getAttribute('href')?.startsWith('#')) return null
  return link.href
}

/** Follows clicks on links and the browser's Back, and tells everything below where one is. */
export const LocationProvider = ({ children }: { children: ComponentChildren }) => {
  const [path, setPath] = useState(pathNow)
  useLayoutEffect(() => {
    const follow = () => setPath(pathNow())
    const click = (event: MouseEvent) => {
      const address = wantedBy(event)
      if (!address) return
      event.preventDefault()
      history.pushState(null, '', address)
      follow()
    }
    addEventListener('click', click)
    addEventListener('popstate', follow)
    return () => {
      removeEventListener('click', click)
      removeEventListener('popstate', follow)
    }
  }, [])
  return <Context.Provider value={path}>{children}</Context.Provider>
}
