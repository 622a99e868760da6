import type { ManifestFile } from '../../shared/manifest.ts'

/** What became of one file between two editions. `moved`: the same bytes under another path, which costs a phone nothing. */
export interface Change {
  kind: 'added' | 'changed' | 'moved' | 'removed'
  path: string
  /** Where the bytes were before, when moved. */
  from?: string
  /** Size after; before, when removed. */
  bytes: number
}

export interface EditionDiff {
  /** By path. */
  changes: Change[]
  same: number
  /** Bytes a phone that holds the older edition has to fetch, without the manifest: each new hash once. */
  fetch: number
}

type Listed = Pick<ManifestFile, 'path' | 'bytes' | 'sha256'>

/** What changes on a phone that goes from one edition to the other. */
export const diffEditions = (before: readonly Listed[], after: readonly Listed[]): EditionDiff => {
  const old = new Map(before.map((file) => [file.path, file]))
  const held = new Map(before.map((file) => [file.sha256, file.path]))
  const kept = new Set(after.map(({ path }) => path))
  const news = new Map<string, number>()
  const changes: Change[] = []
  for (const { path, bytes, sha256 } of after) {
    const was = old.get(path)
    if (was?.sha256 === sha256) continue
    const from = held.get(sha256)
    if (from === undefined) news.set(sha256, bytes)
    if (from !== undefined) changes.push({ kind: 'moved', path, from, bytes })
    else changes.push({ kind: was ? 'changed' : 'added', path, bytes })
  }
  const same = after.length - changes.length
  for (const { path, bytes } of before) if (!kept.has(path)) changes.push({ kind: 'removed', path, bytes })
  changes.sort((a, b) => (a.path < b.path ? -1 : 1))
  return { changes, same, fetch: [...news.values()].reduce((sum, bytes) => sum + bytes, 0) }
}
