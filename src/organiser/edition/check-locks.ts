import * as v from 'valibot'
import { type Bytes, fromUtf8 } from '../../shared/bytes.ts'
import { type Content, ItemSchema } from '../../shared/content.ts'
import { readCode } from '../../shared/lock/code.ts'
import { lockKeyHash, openSealed } from '../../shared/lock/seal.ts'
import { contentPath, type Lock, type Manifest } from '../../shared/manifest.ts'
import type { Findings } from './findings.ts'

/** Opens everything a lock has with its key; what does not open is found. */
const checkInside = async (
  { files }: Lock,
  inside: string | undefined,
  key: Bytes,
  held: ReadonlyMap<string, Bytes>,
  findings: Findings,
): Promise<void> => {
  for (const content of files) {
    const sealed = held.get(content.path)
    if (!sealed) continue // Missing, and found already.
    const complain = (message: string) => findings.add({ file: content.path, message })
    const plain = await openSealed(key, content, sealed)
    if (!plain) complain('does not open with its key to what the manifest says is inside')
    else if (content.path === inside) {
      try {
        v.parse(ItemSchema, JSON.parse(fromUtf8(plain)))
      } catch {
        complain('opens to something that is no item')
      }
    }
  }
}

/**
 * Checks an edition's locks: each belongs to one item and to files that are listed, and every code that is given out is the right one.
 * @param keys of locks, by id, where they are at hand; then what is inside is checked as well
 */
export const checkLocks = async (
  manifest: Pick<Manifest, 'files' | 'locks'>,
  content: Pick<Content, 'items'>,
  held: ReadonlyMap<string, Bytes>,
  findings: Findings,
  keys: ReadonlyMap<string, Bytes> = new Map(),
): Promise<void> => {
  const locks = new Map((manifest.locks ?? []).map((lock) => [lock.id, lock]))
  const listed = new Set(manifest.files.map(({ path }) => path))
  const complain = (message: string) => findings.add({ file: contentPath, message })
  if (locks.size !== (manifest.locks?.length ?? 0))
    findings.add({ file: 'manifest.json', message: 'has two locks of one id' })
  const locked = new Map(content.items.flatMap((item) => (item.lock ? [[item.id, item.lock.item]] : [])))
  for (const [id, inside] of locked)
    if (!locks.get(id)?.files.some(({ path }) => path === inside))
      complain(`the item ${id} is locked, and the manifest has no such lock`)
  for (const { lock, code } of content.items.flatMap(({ releases = [] }) => releases)) {
    const reading = readCode(code)
    const hash = 'key' in reading ? await lockKeyHash(reading.key) : null
    if (hash !== locks.get(lock)?.keySha256)
      complain(`the code that is given out for ${lock} does not open it`)
  }
  for (const lock of locks.values()) {
    const { id, keySha256, files } = lock
    if (!locked.has(id))
      findings.add({ file: 'manifest.json', message: `the lock ${id} belongs to no locked item` })
    for (const { path } of files)
      if (!listed.has(path)) findings.add({ file: path, message: `is sealed by ${id} and not listed` })
    const key = keys.get(id)
    if (!key) continue
    if ((await lockKeyHash(key)) !== keySha256)
      findings.add({
        file: 'manifest.json',
        message: `the lock ${id} is of another key than the one at hand`,
      })
    else await checkInside(lock, locked.get(id), key, held, findings)
  }
}
