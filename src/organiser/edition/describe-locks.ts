import type { Content } from '../../shared/content.ts'
import type { Manifest } from '../../shared/manifest.ts'

/** Ids of locks whose keys an edition gives out. */
const releasedBy = (content: Pick<Content, 'items'> | null | undefined): Set<string> =>
  new Set(content?.items.flatMap(({ releases = [] }) => releases.map(({ lock }) => lock)))

/** An edition's locked items, a line each; `keys` are those it was checked with. */
export const describeLocks = (
  { locks = [] }: Pick<Manifest, 'locks'>,
  content: Pick<Content, 'items'> | null | undefined,
  keys: Pick<ReadonlySet<string>, 'has'> = new Set(),
): string[] => {
  const released = releasedBy(content)
  return locks.map(({ id, files }) => {
    const state = released.has(id) ? 'locked, its key is given out' : 'locked'
    const opens = content?.items.find((item) => item.id === id)?.lock?.opens
    const checked = keys.has(id) ? 'opened and checked' : 'not opened: no key at hand (--keys)'
    return `${id}: ${state}${opens ? `, opens ${opens}` : ''}, ${files.length} sealed files, ${checked}`
  })
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
