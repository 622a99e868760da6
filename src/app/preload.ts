/** Told of code that did not come; `update/gone.ts` puts itself here. */
export const missing: { tell: (error?: unknown) => void } = { tell: () => {} }

/** Files asked for in this page, by path. */
const asked = new Map<string, Promise<void>>()

const ask = (path: string): Promise<void> => {
  const link = document.createElement('link')
  const style = path.endsWith('.css')
  link.rel = style ? 'stylesheet' : 'modulepreload'
  link.crossOrigin = ''
  link.href = `/${path}`
  const come = style
    ? new Promise<void>((resolve, reject) => {
        link.onload = () => resolve()
        link.onerror = () => {
          link.remove()
          asked.delete(path)
          reject(new TypeError(`Failed to fetch ${path}`))
        }
      })
    : Promise.resolve()
  document.head.append(link)
  return come
}

/**
 * Takes the place of Vite's own helper around `import()` (`lean-preload.ts`): asks for code, what it imports and its styles together, which saves
 * a round trip each. Vite's takes five times the bytes, and counts a style that a cut link did not bring as here when it is tried again.
 * @param deps paths of built files
 * @throws TypeError where a style does not come; what `load` throws
 */
export const preload = async <T>(load: () => Promise<T>, deps: readonly string[] = []): Promise<T> => {
  const styles = deps.map((path) => {
    const come = asked.get(path) ?? ask(path)
    asked.set(path, come)
    return come
  })
  try {
    await Promise.all(styles)
    return await load()
  } catch (error) {
    missing.tell(error)
    throw error
  }
}
