/**
 * The three records of a ZIP file (PKWARE APPNOTE 6.3.10, sections 4.3.7, 4.3.12 and 4.3.16) as a pack uses them: files stored as they are,
 * ASCII names, no extra fields, no comments, one disk, no ZIP64. Everything else is refused when read.
 */
import * as v from 'valibot'
import { type Bytes, fromUtf8, utf8 } from '../bytes.ts'
import { FilePathSchema } from '../manifest.ts'
import { ProblemError } from '../problem.ts'

export interface ZipEntry {
  name: string
  /** Bytes, stored as they are. */
  size: number
  crc32: number
  /** Where its local header begins, from the first byte of the file. */
  offset: number
}

export const localHeaderBytes = 30
export const centralHeaderBytes = 46
export const endBytes = 22

/** A pack's offsets and sizes fit 32 bits; ZIP64 begins with the value itself (APPNOTE 4.4.1.4). */
export const largestPack = 0xffff_fffe
export const mostEntries = 0xfffe

const [localMark, centralMark, endMark] = [0x04034b50, 0x02014b50, 0x06054b50]
/** 1.0: a stored file needs nothing newer (APPNOTE 4.4.3.2). */
const version = 10
/** 1 January 1980, 00:00: the same files always give the same bytes. */
const [time, date] = [0, 0x21]

const record = (size: number, write: (view: DataView) => void): Bytes => {
  const bytes = new Uint8Array(size)
  write(new DataView(bytes.buffer))
  return bytes
}

/** What local and central header have in common, from "version needed" on. */
const writeCommon = (view: DataView, at: number, { name, size, crc32 }: ZipEntry): void => {
  view.setUint16(at, version, true)
  view.setUint16(at + 6, time, true)
  view.setUint16(at + 8, date, true)
  view.setUint32(at + 10, crc32, true)
  view.setUint32(at + 14, size, true)
  view.setUint32(at + 18, size, true)
  view.setUint16(at + 22, name.length, true)
}

export const localHeader = (entry: ZipEntry): Bytes => {
  const bytes = record(localHeaderBytes + entry.name.length, (view) => {
    view.setUint32(0, localMark, true)
    writeCommon(view, 4, entry)
  })
  bytes.set(utf8(entry.name), localHeaderBytes)
  return bytes
}

export const centralHeader = (entry: ZipEntry): Bytes => {
  const bytes = record(centralHeaderBytes + entry.name.length, (view) => {
    view.setUint32(0, centralMark, true)
    view.setUint16(4, version, true)
    writeCommon(view, 6, entry)
    view.setUint32(42, entry.offset, true)
  })
  bytes.set(utf8(entry.name), centralHeaderBytes)
  return bytes
}

export const endRecord = (entries: number, directoryBytes: number, directoryOffset: number): Bytes =>
  record(endBytes, (view) => {
    view.setUint32(0, endMark, true)
    view.setUint16(8, entries, true)
    view.setUint16(10, entries, true)
    view.setUint32(12, directoryBytes, true)
    view.setUint32(16, directoryOffset, true)
  })

/** A pack that is not as it must be. @throws ProblemError `pack` */
export const refuse = (why: string): never => {
  throw new ProblemError('pack', why)
}

const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)

/** Where the directory lies. @throws ProblemError `pack` */
export const parseEnd = (bytes: Uint8Array): { entries: number; size: number; offset: number } => {
  const view = viewOf(bytes)
  if (view.getUint32(0, true) !== endMark || view.getUint16(20, true) !== 0)
    refuse('it does not end as a pack does: cut short, or something was added')
  if (view.getUint32(4, true) !== 0) refuse('it is one part of several')
  const entries = view.getUint16(10, true)
  if (view.getUint16(8, true) !== entries) refuse('two counts of its files differ')
  return { entries, size: view.getUint32(12, true), offset: view.getUint32(16, true) }
}

/** The central header at `at`, and where the next one begins. @throws ProblemError `pack` */
export const parseCentral = (directory: Uint8Array, at: number): { entry: ZipEntry; next: number } => {
  if (at + centralHeaderBytes > directory.length) refuse('its directory is cut short')
  const view = viewOf(directory.subarray(at, at + centralHeaderBytes))
  if (view.getUint32(0, true) !== centralMark) refuse('its directory is damaged')
  const nameBytes = view.getUint16(28, true)
  const next = at + centralHeaderBytes + nameBytes
  if (next > directory.length) refuse('its directory is cut short')
  let name = ''
  try {
    name = fromUtf8(directory.subarray(at + centralHeaderBytes, next))
  } catch {
    refuse('a file name is no UTF-8')
  }
  const said = JSON.stringify(name)
  // Names are ASCII from here on, so that a character is a byte.
  if (!v.is(FilePathSchema, name)) refuse(`${said} is no name for a file`)
  const size = view.getUint32(24, true)
  if (view.getUint16(10, true) !== 0) refuse(`${said} is compressed`)
  if (view.getUint32(20, true) !== size) refuse(`${said} has two sizes`)
  if (view.getUint32(30, true) !== 0) refuse(`${said} has extra fields or a comment`)
  const entry = { name, size, crc32: view.getUint32(16, true), offset: view.getUint32(42, true) }
  if (!equal(directory.subarray(at, next), centralHeader(entry)))
    refuse(`${said} is written in an unusual way`)
  return { entry, next }
}

/** Whether two byte strings are the same. */
export const equal = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((byte, i) => byte === b[i])
