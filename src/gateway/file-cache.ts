import { createHash } from 'node:crypto'
import { type FileHandle, open, realpath } from 'node:fs/promises'
import { join, sep } from 'node:path'
import { etagOf } from './compression.ts'

/** Files up to this are answered from memory. */
const smallFile = 4 * 1024 * 1024
/** Bytes of small files kept; the ones not asked for longest go first. */
const memory = 64 * 1024 * 1024

/** `small`: all its bytes. `large`: an open file, which the caller closes or streams to its end. */
export type Found =
  | { kind: 'small'; bytes: Uint8Array }
  | { kind: 'large'; handle: FileHandle; size: number; etag: string }

interface Held {
  stamp: string
  bytes: Uint8Array
}

const missing = new Set(['ENOENT', 'ENOTDIR', 'EISDIR', 'ELOOP', 'ENAMETOOLONG', 'EACCES', 'ENXIO'])
const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && missing.has(String(error.code))

const hash = async (handle: FileHandle): Promise<string> => {
  const digest = createHash('sha256')
  for await (const chunk of handle.createReadStream({ start: 0, autoClose: false })) digest.update(chunk)
  return etagOf(digest.digest())
}

/** Reads files below folders; what has not changed on disk is not read or hashed again. */
export const createFileCache = () => {
  const held = new Map<string, Held>()
  const etags = new Map<string, { stamp: string; etag: Promise<string> }>()
  let total = 0

  const forget = (path: string): void => {
    total -= held.get(path)?.bytes.length ?? 0
    held.delete(path)
  }
  const keep = (path: string, entry: Held): void => {
    forget(path)
    held.set(path, entry)
    total += entry.bytes.length
    for (const oldest of held.keys()) {
      if (total <= memory) return
      forget(oldest)
    }
  }

  const read = async (path: string, handle: FileHandle): Promise<Found | null> => {
    const { ino, size, mtimeNs, ...stats } = await handle.stat({ bigint: true })
    if ((stats.mode & 0o170000n) !== 0o100000n) return null
    const stamp = `${ino} ${size} ${mtimeNs}`
    if (size > smallFile) {
      let tag = etags.get(path)
      if (tag?.stamp !== stamp) {
        tag = { stamp, etag: hash(handle) }
        etags.set(path, tag)
      }
      try {
        return { kind: 'large', handle, size: Number(size), etag: await tag.etag }
      } catch (error) {
        etags.delete(path)
        throw error
      }
    }
    const before = held.get(path)
    const entry = before?.stamp === stamp ? before : { stamp, bytes: await handle.readFile() }
    keep(path, entry)
    return { kind: 'small', bytes: entry.bytes }
  }

  return {
    /**
     * The regular file at `relative` (a `safePath`) below `folder`; `null` where there is none, or a link leads out of the folder.
     */
    async find(folder: string, relative: string): Promise<Found | null> {
      let handle: FileHandle | undefined
      let found: Found | null = null
      try {
        const root = await realpath(folder)
        const path = await realpath(join(root, relative))
        if (!path.startsWith(root.endsWith(sep) ? root : root + sep)) return null
        handle = await open(path, 'r')
        found = await read(path, handle)
        return found
      } catch (error) {
        if (isMissing(error)) return null
        throw error
      } finally {
        if (found?.kind !== 'large') await handle?.close()
      }
    },
  }
}
export type FileCache = ReturnType<typeof createFileCache>
