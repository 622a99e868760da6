import type { Offline } from '../shared/offline.ts'
import type { ReadStore } from '../shared/store.ts'
import type { Packs } from './packs-contract.ts'
import type { PacksState } from './packs-state.ts'
import type { Shelf } from './shelf.ts'
import { asking, declining, isWanted, type Wishes } from './wishes.ts'

interface Deps extends Pick<Packs, 'wish' | 'removeUnwanted'> {
  state: ReadStore<PacksState>
  shelf: Promise<Shelf>
  setWishes(next: Wishes): void
  /** Another sync, by the wishes as they are now. */
  syncAnew(): Promise<void>
  /** Something in the store is another: here and in other tabs. */
  changed(shelf: Shelf): Promise<void>
}

/** Files had and left one by one, over the wishes for whole kinds of them. */
export const offlineFiles = ({
  state,
  shelf: shelfOpened,
  setWishes,
  wish,
  removeUnwanted,
  syncAnew,
  changed,
}: Deps): Offline & {
  /** Whether somebody waits for the file at this path. */
  awaits(path: string): boolean
} => {
  let waited: ReadonlySet<string> = new Set()
  const wishes = () => state.get().wishes
  return {
    awaits: (path) => waited.has(path),
    arriving: (path) => state.get().progress?.arriving[path] ?? 0,
    wants(path) {
      const { reader, wishes } = state.get()
      const file = reader?.manifest.files.find((one) => one.path === path)
      return file !== undefined && isWanted(wishes)(file)
    },
    async get(paths) {
      setWishes(asking(wishes(), paths))
      waited = new Set([...waited, ...paths])
      const mine = waited
      await syncAnew()
      // Somebody may have asked for more meanwhile: then that sync fetches these too.
      if (waited === mine) waited = new Set()
    },
    async leave(paths) {
      waited = new Set([...waited].filter((path) => !paths.includes(path)))
      await wish(declining(wishes(), paths))
    },
    async remove(paths) {
      const { asked = [], declined } = wishes()
      const shelf = await shelfOpened
      const files = shelf.opened?.reader.manifest.files.filter(({ path }) => paths.includes(path)) ?? []
      // Read before they go: a blob of the store stays readable for as long as somebody holds it.
      const held = await Promise.all(
        files.map(async ({ sha256 }) => ({ sha256, blob: await shelf.store.file(sha256) })),
      )
      setWishes(declining(wishes(), paths))
      await removeUnwanted()
      return async () => {
        const now = asking(wishes(), paths)
        setWishes({
          ...now,
          declined: [...now.declined, ...declined.filter((path) => paths.includes(path))],
          asked: now.asked?.filter((path) => !paths.includes(path) || asked.includes(path)) ?? [],
        })
        for (const { sha256, blob } of held) if (blob) await shelf.store.put(sha256, blob)
        await changed(shelf)
      }
    },
  }
}
