import type { Bytes } from '../../shared/bytes.ts'

/** Keeps the newest form of each playlist, so that thousands of polls a segment are made and compressed once. */
export const createPlaylistCache = () => {
  const kept = new Map<string, { count: number; bytes: Bytes }>()
  return {
    /** The playlist `name` at `count` segments, whole or as a delta; `make` is called when it is not the one kept. */
    get(name: string, count: number, skip: boolean, make: () => Bytes): Bytes {
      const key = `${name} ${skip}`
      const held = kept.get(key)
      if (held?.count === count) return held.bytes
      const bytes = make()
      kept.set(key, { count, bytes })
      return bytes
    },
  }
}
