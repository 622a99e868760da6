import type { KeptFile } from './kept-database.ts'

/** Four and a half hours of speech at 24 kbit/s with its words: longer than the evening this is made for. */
const most = 64 * 1024 * 1024
/** Where the browser does not say how much room there is. */
const unsaid = 32 * 1024 * 1024
/** Of all that the browser gives this app: editions and donations come first. */
const share = 0.1
/** Left free for them at any time, as a share of what is free with nothing kept. */
const leave = 0.5

/**
 * How many bytes may be kept. It shrinks as the room does, so that an edition or a donation never meets a phone that is full of voice.
 * @param kept bytes kept now; they count as free
 */
export const roomFor = (estimate: StorageEstimate | null, kept: number): number => {
  const { quota, usage } = estimate ?? {}
  if (quota === undefined || usage === undefined) return unsaid
  const free = Math.max(0, quota - usage + kept)
  return Math.floor(Math.min(most, quota * share, free * leave))
}

/** Which of them go, the oldest first, until the rest fits; initialisation segments are small and everything hangs on them, so they stay. */
export const evict = (
  facts: Iterable<KeptFile>,
  room: number,
  isMap: (fact: KeptFile) => boolean,
): KeptFile[] => {
  const all = [...facts]
  let total = all.reduce((sum, { size }) => sum + size, 0)
  const gone: KeptFile[] = []
  for (const fact of all.filter((one) => !isMap(one)).sort((a, b) => a.at - b.at)) {
    if (total <= room) break
    total -= fact.size
    gone.push(fact)
  }
  return gone
}
