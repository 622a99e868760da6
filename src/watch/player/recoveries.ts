/** As many within so long: a fault that comes back at once is not mended by trying; one an hour is, all evening. */
const most = 3
const within = 60_000

/** Tells whether a broken decoder is to be made anew once more. @param now ms of a steady clock */
export const createRecoveries = (): ((now: number) => boolean) => {
  let tried: number[] = []
  return (now) => {
    tried = [...tried.filter((at) => now - at < within), now]
    return tried.length <= most
  }
}
