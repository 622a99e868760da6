import { sparedBy } from '../shared/kept-pictures.ts'
import type { ManifestFile } from '../shared/manifest.ts'
import type { EditionReader } from '../shared/reader.ts'

type Group = ManifestFile['group']

/** What this phone shall hold of every edition. Index and words always; they are what the rest hangs on. */
export interface Wishes {
  /** Kinds not wanted. */
  without: readonly Group[]
  /** Single files not wanted, by path. */
  declined: readonly string[]
  /** Single files wanted though their kind is not, by path. */
  asked?: readonly string[]
}

/** The three choices a person is offered; anything else is made by removing kinds and getting single things. */
export const syncChoices = ['text', 'sound', 'everything'] as const
export type SyncChoice = (typeof syncChoices)[number]

const withoutOf: Record<SyncChoice, readonly Group[]> = {
  text: ['image', 'audio', 'video'],
  sound: ['video'],
  everything: [],
}

export const everything: Wishes = { without: [], declined: [] }

export const wishesOf = (choice: SyncChoice): Wishes => ({ without: withoutOf[choice], declined: [] })

/** Which of the three the wishes are; `null` where they are a person's own. */
export const choiceOf = ({ without, declined }: Wishes): SyncChoice | null =>
  syncChoices.find(
    (choice) =>
      declined.length === 0 &&
      withoutOf[choice].length === without.length &&
      withoutOf[choice].every((group) => without.includes(group)),
  ) ?? null

/** Whether a file is one that can be done without. */
export const isMedia = ({ group }: Pick<ManifestFile, 'group'>): boolean =>
  group !== 'index' && group !== 'text'

/** Whether a file shall be on this phone. */
export const isWanted =
  ({ without, declined, asked }: Wishes) =>
  ({ group, path }: Pick<ManifestFile, 'group' | 'path'>): boolean =>
    !isMedia({ group }) || asked?.includes(path) || (!without.includes(group) && !declined.includes(path))

/** The wishes with some files wanted, whatever was said of their kind. */
export const asking = (wishes: Wishes, paths: readonly string[]): Wishes => ({
  ...wishes,
  declined: wishes.declined.filter((path) => !paths.includes(path)),
  asked: [...new Set([...(wishes.asked ?? []), ...paths])],
})

/** The wishes without some files. */
export const declining = (wishes: Wishes, paths: readonly string[]): Wishes => ({
  ...wishes,
  declined: [...new Set([...wishes.declined, ...paths])],
  asked: (wishes.asked ?? []).filter((path) => !paths.includes(path)),
})

/** Files of an open edition that shall be on this phone: of a picture one variant. */
export const wantedOf = (reader: EditionReader, wishes: Wishes): ManifestFile[] => {
  const spared = sparedBy(reader)
  return reader.manifest.files.filter((file) => isWanted(wishes)(file) && !spared.has(file.path))
}

/** Every file that is wished for is here, be it only in memory. */
export const isComplete = (reader: EditionReader | null, wishes: Wishes): boolean =>
  reader !== null && wantedOf(reader, wishes).every(({ path }) => reader.has(path))

/** Where the wishes are kept. Neither method throws: without storage they last as long as the page. */
export interface WishStore {
  /** `null` where nobody has ever wished. */
  load(): Wishes | null
  save(wishes: Wishes): void
}

const key = 'sada-sync'

const isWishes = (value: unknown): value is Wishes => {
  const { without, declined, asked = [] } = (value ?? {}) as Partial<Wishes>
  return [without, declined, asked].every(
    (list) => Array.isArray(list) && list.every((one) => typeof one === 'string'),
  )
}

export const localWishes: WishStore = {
  load() {
    try {
      const value: unknown = JSON.parse(localStorage.getItem(key) ?? 'null')
      return isWishes(value) ? value : null
    } catch {
      return null // Storage blocked, or something else wrote there.
    }
  },
  save(wishes) {
    try {
      localStorage.setItem(key, JSON.stringify(wishes))
    } catch {
      // Storage blocked: the wishes hold until the page closes.
    }
  },
}
