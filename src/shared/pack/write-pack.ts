import * as v from 'valibot'
import type { Bytes } from '../bytes.ts'
import { FilePathSchema } from '../manifest.ts'
import { type ByteSource, stepsOf } from './byte-source.ts'
import { crc32 } from './crc32.ts'
import {
  centralHeader,
  centralHeaderBytes,
  endBytes,
  endRecord,
  largestPack,
  localHeader,
  localHeaderBytes,
  mostEntries,
  refuse,
  type ZipEntry,
} from './zip-records.ts'

/** A file that goes into a pack. */
export interface PackFile {
  name: string
  source: ByteSource
}

export interface PackParts<F extends PackFile = PackFile> {
  /** What stands before the first file: the page a browser shows (`carrierPage`), or nothing. */
  prefix?: Uint8Array
  /** In the order they are written; `manifest.json` and `manifest.sig` first. */
  files: readonly F[]
}

export interface WriteOptions {
  signal?: AbortSignal
  /** Bytes of files read so far. */
  onProgress?: (bytes: number) => void
}

/** Exact size of a pack, bytes. */
export const packSize = (prefixBytes: number, files: readonly { name: string; size: number }[]): number =>
  files.reduce(
    (sum, { name, size }) => sum + localHeaderBytes + centralHeaderBytes + 2 * name.length + size,
    prefixBytes + endBytes,
  )

const check = ({ prefix, files }: PackParts): void => {
  const sizes = files.map(({ name, source }) => ({ name, size: source.size }))
  if (packSize(prefix?.length ?? 0, sizes) > largestPack || files.length > mostEntries)
    refuse('it would be larger than 4 GB')
  const names = new Set<string>()
  for (const { name } of files) {
    if (!v.is(FilePathSchema, name)) refuse(`${JSON.stringify(name)} is no name for a file`)
    if (names.has(name)) refuse(`${name} is in it twice`)
    names.add(name)
  }
}

/**
 * The pieces of a pack in order: bytes between the files, and the files themselves. Each file is read once for its CRC-32, so that its
 * header is whole (readers that stream cannot read stored files otherwise); its bytes are left where they are. A browser makes a `Blob` of
 * the pieces that costs no memory; `writePack` streams them.
 * @throws ProblemError `pack` for two files of one name or a wrong name, the signal's reason, or what a source throws
 */
export async function* packPieces<F extends PackFile>(
  parts: PackParts<F>,
  { signal, onProgress }: WriteOptions = {},
): AsyncGenerator<Bytes | F> {
  check(parts)
  const entries: ZipEntry[] = []
  let offset = parts.prefix?.length ?? 0
  let read = 0
  if (parts.prefix && offset > 0) yield parts.prefix as Bytes
  for (const file of parts.files) {
    const { name, source } = file
    let crc = 0
    for await (const step of stepsOf(source, signal)) {
      crc = crc32(step, crc)
      read += step.length
      onProgress?.(read)
    }
    const entry = { name, size: source.size, crc32: crc, offset }
    entries.push(entry)
    yield localHeader(entry)
    yield file
    offset += localHeaderBytes + name.length + source.size
  }
  const directory = entries.map(centralHeader)
  const directoryBytes = directory.reduce((sum, { length }) => sum + length, 0)
  yield* directory
  yield endRecord(entries.length, directoryBytes, offset)
}

async function* packSteps(parts: PackParts, options: WriteOptions): AsyncGenerator<Bytes> {
  for await (const piece of packPieces(parts, options))
    if (piece instanceof Uint8Array) yield piece
    else yield* stepsOf(piece.source, options.signal)
}

/** A pack as a stream, with a step of one file in memory at a time. Fails with what `packPieces` throws. */
export const writePack = (parts: PackParts, options: WriteOptions = {}): ReadableStream<Uint8Array> => {
  const steps = packSteps(parts, options)
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await steps.next()
      if (done) controller.close()
      else controller.enqueue(value)
    },
    async cancel() {
      await steps.return(undefined)
    },
  })
}
