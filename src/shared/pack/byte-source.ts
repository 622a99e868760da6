import { type Bytes, toHex } from '../bytes.ts'

/** Bytes that can be read anywhere in them: a file on a disk, a `Blob`, memory. */
export interface ByteSource {
  readonly size: number
  /** Exactly `length` bytes from `offset` on; rejects where they cannot be read. */
  read(offset: number, length: number): Promise<Bytes>
}

/** How much of a large file is in memory at a time, bytes: big enough for a fast disk, small enough for a phone. */
export const stepBytes = 1024 * 1024

/** A byte string in memory. */
export const bytesSource = (bytes: Uint8Array): ByteSource => ({
  size: bytes.length,
  read: async (offset, length) => bytes.slice(offset, offset + length) as Bytes,
})

/** A `Blob` or `File`; browsers keep large ones on disk and so does this. */
export const blobSource = (blob: Blob): ByteSource => ({
  size: blob.size,
  read: async (offset, length) => new Uint8Array(await blob.slice(offset, offset + length).arrayBuffer()),
})

/** Part of a source as a source of its own. */
export const partOf = (source: ByteSource, start: number, size: number): ByteSource => ({
  size,
  read: (offset, length) => source.read(start + offset, length),
})

/** All bytes of a source, a step at a time. @throws the signal's reason */
export async function* stepsOf(source: ByteSource, signal?: AbortSignal): AsyncGenerator<Bytes> {
  for (let offset = 0; offset < source.size; offset += stepBytes) {
    signal?.throwIfAborted()
    yield await source.read(offset, Math.min(stepBytes, source.size - offset))
  }
}

/** A long step, bytes: what costs time by the piece rather than by the byte (a disk's answer, a message to another thread) costs less. */
const longStepBytes = 4 * stepBytes

/** Long steps that are being read while one is worked on. */
const readAhead = 2

/** The same in long steps, the next ones read while one is worked on: three long steps are in memory. For disks, not for links. */
export async function* longStepsOf(source: ByteSource, signal: AbortSignal): AsyncGenerator<Bytes> {
  const coming: Promise<Bytes>[] = []
  let asked = 0
  const read = () => {
    if (asked >= source.size) return
    const step = source.read(asked, Math.min(longStepBytes, source.size - asked))
    // Whoever stops before its turn has no use for what was wrong with it.
    step.catch(() => undefined)
    coming.push(step)
    asked += longStepBytes
  }
  for (let i = 0; i < readAhead; i++) read()
  for (let step = coming.shift(); step; step = coming.shift()) {
    const bytes = await step
    signal.throwIfAborted()
    read()
    yield bytes
  }
}

/** Up to this many bytes are hashed in one piece by WebCrypto, which is several times as fast as JavaScript. */
const wholeBytes = 4 * stepBytes

/**
 * SHA-256 of a source as 64 lower-case hexadecimal digits, with bounded memory: WebCrypto has no streaming digest, so large sources are
 * hashed step by step in JavaScript. `onStep` is given each step.
 */
export const hashSource = async (
  source: ByteSource,
  { signal, onStep }: { signal?: AbortSignal; onStep?: (bytes: Bytes) => void } = {},
): Promise<string> => {
  if (source.size <= wholeBytes) {
    signal?.throwIfAborted()
    const bytes = await source.read(0, source.size)
    onStep?.(bytes)
    return toHex(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)))
  }
  const { sha256 } = await import('@noble/hashes/sha2.js')
  const hash = sha256.create()
  for await (const step of stepsOf(source, signal)) {
    hash.update(step)
    onStep?.(step)
  }
  return toHex(hash.digest())
}
