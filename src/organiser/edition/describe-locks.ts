import type { Content } from '../../shared/content.ts'
import type { Manifest } from '../../shared/manifest.ts'

/** Ids of locks whose keys an edition gives out. */
const releasedBy = (content: Pick<Content, 'items'> | null | undefined): Set<string> =>
  new Set(content?.items.flatMap(({ releases = [] }) => releases.map(({ lock }) => lock)))

/** A locked item of an edition, as it was verified. */
export interface LockFacts {
  lock: string
  /** The edition gives its key out. */
  released: boolean
  /** When it is to be given out, ISO 8601. */
  opens?: string
  /** Sealed files, and how many of them were not there: a pack may lack them. */
  files: number
  missing: number
  /** What is inside was opened with the key and checked. */
  checked: boolean
}

/** An edition's locked items; `keys` are those it was checked with. */
export const lockFacts = (
  { locks = [] }: Pick<Manifest, 'locks'>,
  content: Pick<Content, 'items'> | null,
  keys: Pick<ReadonlySet<string>, 'has'> = new Set(),
  notIncluded: readonly string[] = [],
): LockFacts[] => {
  const released = releasedBy(content)
  return locks.map(({ id, files }) => {
    const opens = content?.items.find((item) => item.id === id)?.lock?.opens
    return {
      lock: id,
      released: released.has(id),
      ...(opens === undefined ? {} : { opens }),
      files: files.length,
      missing: files.filter(({ path }) => notIncluded.includes(path)).length,
      checked: keys.has(id),
    }
  })
}

/** A locked item in words. */
export const lockLine = ({ lock, released, opens, files, missing, checked }: LockFacts): string => {
  const state = released ? 'locked, its key is given out' : 'locked'
  const some = missing > 0 ? `${files - missing} of ${files}` : files
  const inside = checked ? 'opened and checked' : 'not opened: no key at hand (--keys)'
  return `${lock}: ${state}${opens === undefined ? '' : `, opens ${opens}`}, ${some} sealed files, ${inside}`
}

/** What became of a lock between two editions. */
export interface LockChange {
  lock: string
  kind: 'locked' | 'released' | 'unlocked' | 'other key'
}

type Locked = Pick<Manifest, 'locks'> & { content?: Pick<Content, 'items'> | null }

/** Locks that came, whose key was given out or changed, and that are gone (their items lie open, or not at all). */
export const diffLocks = (before: Locked, after: Locked): LockChange[] => {
  const [old, now] = [before, after].map(
    ({ locks = [] }) => new Map(locks.map(({ id, keySha256 }) => [id, keySha256])),
  ) as [Map<string, string>, Map<string, string>]
  const [told, telling] = [releasedBy(before.content), releasedBy(after.content)]
  const changes: LockChange[] = []
  for (const [lock, hash] of now) {
    if (!old.has(lock)) changes.push({ lock, kind: 'locked' })
    else if (old.get(lock) !== hash) changes.push({ lock, kind: 'other key' })
    if (telling.has(lock) && !told.has(lock)) changes.push({ lock, kind: 'released' })
  }
  for (const lock of old.keys()) if (!now.has(lock)) changes.push({ lock, kind: 'unlocked' })
  return changes
}
