import { existsSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'
import { type Item, ItemSchema } from '../../shared/content.ts'
import type { Findings } from './findings.ts'
import { readYaml } from './yaml-file.ts'

/** `items/<order>-<id>/lock.yaml`: the item is shipped sealed, and this is what is said of it before. */
export const LockFileSchema = v.strictObject({
  title: ItemSchema.entries.title,
  summary: ItemSchema.entries.summary,
  /** The shelf it waits on, where its own would tell too much. */
  kind: v.optional(ItemSchema.entries.kind),
  /** When its key is to be given out. */
  opens: v.optional(v.pipe(v.string(), v.isoTimestamp())),
})

/** A lock of a source: the item of this id is sealed. */
export interface LockSource extends v.InferOutput<typeof LockFileSchema> {
  id: string
}

/**
 * The lock of an item folder; `null` where it has none, or a wrong one (and a finding).
 * @param ids locks whose keys there are
 */
export const readLock = async (
  root: string,
  folder: string,
  ids: Pick<ReadonlySet<string>, 'has'>,
  findings: Findings,
): Promise<LockSource | null> => {
  const file = `items/${folder}/lock.yaml`
  if (!existsSync(join(root, file))) return null
  const id = folder.replace(/^\d+-/, '')
  const yaml = await readYaml(root, file, LockFileSchema, findings)
  if (!ids.has(id))
    findings.add({
      file,
      message: `there is no key for this lock; make it with: npm run sada -- lock new ${id} --keys <folder>`,
    })
  return yaml && { id, ...yaml.value }
}

/** Notices that give out keys, as their `item.yaml` names them. */
export interface ReleaseSource {
  item: Pick<Item, 'id' | 'kind'>
  locks: readonly string[]
  complain(path: readonly (string | number)[], message: string): void
}

/** A key is given out by a notice that anybody can read, once, and belongs to something that is locked. */
export const checkReleases = (releases: readonly ReleaseSource[], locks: readonly LockSource[]): void => {
  for (const { item, locks: named, complain } of releases) {
    if (named.length === 0) continue
    if (item.kind !== 'notice') complain(['releases'], 'only a notice gives out keys')
    if (locks.some(({ id }) => id === item.id))
      complain(['releases'], 'what is locked itself gives out no key')
    named.forEach((id, index) => {
      if (!locks.some((lock) => lock.id === id))
        complain(['releases', index], `there is no locked item ${id}: nothing to give out a key of`)
    })
  }
}
