/** Makes a value once an object and gives it out again for as long as that object lives; a failed promise is forgotten. */
export const remember = <Key extends object, Value>(
  make: (key: Key) => Promise<Value>,
): ((key: Key) => Promise<Value>) => {
  const made = new WeakMap<Key, Promise<Value>>()
  return (key) => {
    const before = made.get(key)
    if (before) return before
    const value = make(key)
    made.set(key, value)
    value.catch(() => made.delete(key))
    return value
  }
}
