/**
 * A relative file path out of a decoded URL path, or `null` where it is none: no empty, `.`, `..` or hidden segment, no
 * backslash, colon or control character (Windows paths and streams). What comes back can be joined to a folder and stays in it.
 */
export const safePath = (path: string): string | null => {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
  if (path.length === 0 || path.length > 1000 || /[\\:\u0000-\u001f\u007f]/.test(path)) return null
  const segments = path.split('/')
  return segments.some((segment) => segment === '' || segment.startsWith('.')) ? null : path
}
