import type { ImportPlan } from './import-plan.ts'

/** How much of an edition is on this phone. */
export interface Progress {
  items: number
  itemsTotal: number
  bytes: number
  bytesTotal: number
  /** Bytes that have come of files under way, by path. */
  arriving: Readonly<Record<string, number>>
}

export interface ProgressMeter {
  /** Counts by another plan from now on: more is known of what is wanted. */
  replan(plan: Pick<ImportPlan, 'total' | 'held'>): void
  /** `bytes` of the file at `path` have arrived so far. */
  arrived(path: string, bytes: number): void
  /** The file was verified and stored. */
  stored(path: string, bytes: number): void
  /** The file failed: what had arrived of it does not count. */
  failed(path: string): void
}

/** Counts files and bytes of an import, those held from the start included; tells `listener` after every change. */
export const progressMeter = (
  plan: Pick<ImportPlan, 'total' | 'held'>,
  listener: (progress: Progress) => void,
): ProgressMeter => {
  let { total } = plan
  let { items, bytes } = plan.held
  const underway = new Map<string, number>()
  const tell = () => {
    const flying = [...underway.values()].reduce((sum, part) => sum + part, 0)
    listener({
      items,
      itemsTotal: total.items,
      bytes: bytes + flying,
      bytesTotal: total.bytes,
      arriving: Object.fromEntries(underway),
    })
  }
  tell()
  return {
    replan(next) {
      total = next.total
      ;({ items, bytes } = next.held)
      tell()
    },
    arrived(path, part) {
      underway.set(path, part)
      tell()
    },
    stored(path, size) {
      underway.delete(path)
      items += 1
      bytes += size
      tell()
    },
    failed(path) {
      if (underway.delete(path)) tell()
    },
  }
}
