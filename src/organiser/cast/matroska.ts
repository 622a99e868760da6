import type { Bytes } from '../../shared/bytes.ts'

/** Cutting of a live Matroska stream (RFC 9559) as ffmpeg writes it to a pipe: head, then clusters of known size. */
const segmentId = 0x18538067
const clusterId = 0x1f43b675
const blockId = 0xa3
/** Larger than any key frame: what claims to be is not our stream. */
const absurd = 64 << 20

/** A variable-size integer (RFC 8794 section 4): its value and width; `null` where bytes are missing. */
const vint = (
  bytes: Uint8Array,
  at: number,
  keepMarker: boolean,
): { value: number; width: number } | null => {
  const first = bytes[at]
  if (first === undefined) return null
  const width = Math.clz32(first) - 23
  if (at + width > bytes.length) return null
  let value = keepMarker ? first : first & ((1 << (8 - width)) - 1)
  for (let index = 1; index < width; index++) value = value * 256 + (bytes[at + index] ?? 0)
  return { value, width }
}

/** Element at `at`: its identifier, where its payload starts and ends; `null` where its head is incomplete. */
const element = (bytes: Uint8Array, at: number) => {
  const id = vint(bytes, at, true)
  const size = id && vint(bytes, at + id.width, false)
  if (!id || !size) return null
  const body = at + id.width + size.width
  // The Segment of a live stream has no size: its children follow.
  return { id: id.value, body, end: id.value === segmentId ? body : body + size.value }
}

/** End of the top-level element at the start of `bytes`; -1 where it is not known yet. @throws where there is none */
export const elementEnd = (bytes: Uint8Array): number => {
  const found = element(bytes, 0)
  if (found && found.end > absurd) throw new Error('not a live Matroska stream')
  return found ? found.end : -1
}

export const isCluster = (unit: Uint8Array): boolean => element(unit, 0)?.id === clusterId

/** Whether a decoder may begin with this cluster: its first block is a key frame (RFC 9559 10.2). */
export const beginsWithKey = (cluster: Bytes): boolean => {
  let at = element(cluster, 0)?.body ?? cluster.length
  for (let child = element(cluster, at); child; child = element(cluster, at)) {
    if (child.id === blockId) return ((cluster[child.body + 3] ?? 0) & 0x80) !== 0
    at = child.end
  }
  return false
}
