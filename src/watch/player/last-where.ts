/** The last of what is in order for which `test` holds, as it does for none after the first for which it does not; else the first. */
export const lastWhere = <T>(ordered: readonly T[], test: (one: T) => boolean): T | null => {
  let [low, high] = [0, ordered.length]
  while (low < high) {
    const middle = (low + high) >> 1
    const one = ordered[middle]
    if (one !== undefined && test(one)) low = middle + 1
    else high = middle
  }
  return ordered[Math.max(0, low - 1)] ?? null
}
