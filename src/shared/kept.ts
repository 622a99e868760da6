/**
 * `make`, which then makes one thing a key and hands out the same again: for what is dear to make and free to use. An `Intl` formatter costs a
 * phone up to 3 ms each time (4x slower CPU), and a transcript wants a hundred at once.
 */
export const kept = <T>(make: (...key: string[]) => T): ((...key: string[]) => T) => {
  const made = new Map<string, T>()
  return (...key) => {
    const name = key.join()
    const value = made.get(name) ?? make(...key)
    made.set(name, value)
    return value
  }
}
