import type { Bytes } from '../bytes.ts'
import type { Manifest } from '../manifest.ts'
import { ProblemError } from '../problem.ts'
import { type ByteSource, partOf } from './byte-source.ts'
import { crc32 } from './crc32.ts'
import {
  centralHeaderBytes,
  endBytes,
  equal,
  localHeader,
  localHeaderBytes,
  mostEntries,
  parseCentral,
  parseEnd,
  refuse,
  type ZipEntry,
} from './zip-records.ts'

export interface Pack {
  /** Of the whole file, bytes. */
  readonly size: number
  /** Bytes before the first file: the page a browser shows. */
  readonly prefixBytes: number
  /** In the order they lie in the file. */
  readonly entries: readonly ZipEntry[]
  has(name: string): boolean
  /** A file's bytes to be read anywhere, nothing checked. @throws ProblemError `not-found` */
  source(name: string): ByteSource
  /**
   * The same for one reader, who reads from the first byte to the last: they are held against the file's checksum (`pack`), so that what
   * `unzip` would call damaged is damaged here too. Whose bytes they are is for their SHA-256. @throws ProblemError `not-found`
   */
  checked(name: string): ByteSource
  /** All bytes of a file, nothing checked. @throws ProblemError `not-found`; `size` above `limit` bytes */
  get(name: string, limit?: number): Promise<Bytes>
  /** Whether a file's bytes fit its checksum. To be asked once they are known to be signed: what was changed is to be called changed. */
  fits(name: string, bytes: Uint8Array): boolean
}

/** Names of at most 200 bytes (`FilePathSchema`) and the fixed part, for as many files as a pack may have. */
const directoryLimit = mostEntries * (centralHeaderBytes + 200)

/** Bytes the page before the files may have: all texts and small pictures of an edition. */
export const prefixLimit = 64 * 1024 * 1024

/** @throws ProblemError `pack` where the source breaks off or cannot be read */
const readExactly = async (source: ByteSource, offset: number, length: number): Promise<Bytes> => {
  const bytes = await source.read(offset, length).catch((cause: unknown) => {
    throw new ProblemError('pack', 'it cannot be read', { cause })
  })
  if (bytes.length !== length) refuse('it is cut short')
  return bytes
}

const wrongChecksum = (name: string): string => `${name} has another checksum than its headers say`

/** @throws ProblemError `pack` where bytes that are as signed do not fit their checksum: `unzip` would call them damaged */
export const assertFits = (pack: Pick<Pack, 'fits'>, name: string, bytes: Uint8Array): void => {
  if (!pack.fits(name, bytes)) refuse(wrongChecksum(name))
}

/** A source that is held against a checksum once it has been read through. */
const checksummed = (source: ByteSource, { name, crc32: expected }: ZipEntry): ByteSource => {
  let [next, crc] = [0, 0]
  return {
    size: source.size,
    async read(offset, length) {
      const bytes = await source.read(offset, length)
      if (offset !== next) return bytes
      crc = crc32(bytes, crc)
      next += length
      if (next === source.size && crc !== expected) refuse(wrongChecksum(name))
      return bytes
    },
  }
}

/** The directory's entries, which must lie one after the other from its first byte to its last. */
const readDirectory = (directory: Bytes, count: number): ZipEntry[] => {
  const found: ZipEntry[] = []
  const names = new Set<string>()
  let at = 0
  for (let i = 0; i < count; i++) {
    const { entry, next } = parseCentral(directory, at)
    if (names.has(entry.name)) refuse(`${entry.name} is in it twice`)
    names.add(entry.name)
    found.push(entry)
    at = next
  }
  if (at !== directory.length) refuse('its directory holds more than it says')
  return found
}

/**
 * Opens a pack strictly: headers are byte for byte what `writePack` makes, every byte between the page and the end belongs to exactly one file, nothing overlaps, nothing is hidden, nothing is compressed (so nothing can swell), local and
 * central names agree, and every name is a plain path. Only headers and the
 * directory are read. Whether the files are the edition's own is for `checkAgainst` and their hashes.
 * @throws ProblemError `pack` with what is wrong, in English
 */
export const openPack = async (file: ByteSource): Promise<Pack> => {
  if (file.size < endBytes) refuse('it is no pack')
  const end = parseEnd(await readExactly(file, file.size - endBytes, endBytes))
  if (end.offset + end.size !== file.size - endBytes) refuse('its directory is not where it says')
  if (end.entries === 0 || end.size > directoryLimit) refuse('its directory is empty or too large')
  const directory = await readExactly(file, end.offset, end.size)
  const entries = readDirectory(directory, end.entries)

  const prefixBytes = entries[0]?.offset ?? 0
  if (prefixBytes > prefixLimit) refuse('too much lies before its first file')
  let expected = prefixBytes
  const starts = new Map<string, number>()
  for (const entry of entries) {
    if (entry.offset !== expected)
      refuse(`${entry.name} overlaps another file, or something is hidden before it`)
    const headerBytes = localHeaderBytes + entry.name.length
    expected = entry.offset + headerBytes + entry.size
    if (expected > end.offset) refuse(`${entry.name} is longer than the pack`)
    const local = await readExactly(file, entry.offset, headerBytes)
    if (!equal(local, localHeader(entry))) refuse(`${entry.name} is described in two ways`)
    starts.set(entry.name, entry.offset + headerBytes)
  }
  if (expected !== end.offset) refuse('something is hidden after its last file')

  const byName = new Map(entries.map((entry) => [entry.name, entry]))
  const source = (name: string): ByteSource => {
    const entry = byName.get(name)
    if (!entry) throw new ProblemError('not-found', name)
    const part = partOf(file, starts.get(name) ?? 0, entry.size)
    return { size: part.size, read: (offset, length) => readExactly(part, offset, length) }
  }
  const checked = (name: string): ByteSource => {
    const part = source(name)
    const entry = byName.get(name)
    return entry ? checksummed(part, entry) : part
  }
  return {
    size: file.size,
    prefixBytes,
    entries,
    has: (name) => byName.has(name),
    source,
    checked,
    async get(name, limit = Number.POSITIVE_INFINITY) {
      const part = source(name)
      if (part.size > limit) throw new ProblemError('size', `${name}: ${part.size} bytes`)
      return part.read(0, part.size)
    },
    fits: (name, bytes) => byName.get(name)?.crc32 === crc32(bytes),
  }
}

/** Names every pack has besides the manifest's files. */
export const signedNames = ['manifest.json', 'manifest.sig'] as const

/**
 * Whether a pack holds files of this (verified) manifest only, each of its size. Hashes are judged when the files are read.
 * @returns the manifest's files that are in it
 * @throws ProblemError `pack` naming the first wrong one
 */
export const checkAgainst = (
  { files }: Pick<Manifest, 'files'>,
  pack: Pick<Pack, 'entries'>,
): Manifest['files'] => {
  const listed = new Map(files.map((file) => [file.path, file]))
  const names = new Set(pack.entries.map(({ name }) => name))
  for (const { name, size } of pack.entries) {
    if ((signedNames as readonly string[]).includes(name)) continue
    const file = listed.get(name)
    if (!file) refuse(`${name} is not in the edition`)
    else if (file.bytes !== size) refuse(`${name} has ${size} bytes, not ${file.bytes}`)
  }
  return files.filter(({ path }) => names.has(path))
}
