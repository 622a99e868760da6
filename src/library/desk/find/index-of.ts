import type { EditionReader } from '../../../shared/reader.ts'
import { type FoldedPassage, foldPassage } from './find.ts'
import { passagesOfContent, passagesOfFile, type WordFile, wordFilesOf } from './passages.ts'

/** Everything of one edition that can be found, in memory only: made when it is first asked for, gone with the edition. */
export interface FindIndex {
  readonly passages: readonly FoldedPassage[]
  /** Items some of whose words are not on this phone, and so are not found. */
  unsearched(): number
  /** Reads what has come to this phone since the last time. @throws the signal's reason */
  catchUp(signal: AbortSignal): Promise<void>
}

const openIndex = (reader: EditionReader): FindIndex => {
  const passages: FoldedPassage[] = passagesOfContent(reader.content).map(foldPassage)
  const files: WordFile[] = reader.content.items.flatMap(wordFilesOf)
  const read = new Set<WordFile>()
  return {
    passages,
    unsearched: () => new Set(files.filter(({ path }) => !reader.has(path)).map(({ item }) => item)).size,
    async catchUp(signal) {
      for (const file of files) {
        if (read.has(file) || !reader.has(file.path)) continue
        signal.throwIfAborted()
        // One that the browser threw away in this moment is found after the next sync.
        const blob = await reader.file(file.path).catch(() => null)
        const content = await blob?.text()
        // Two may catch up at a time, where one was let go of by a new letter.
        if (content === undefined || read.has(file)) continue
        read.add(file)
        passages.push(...passagesOfFile(file, content).map(foldPassage))
      }
    },
  }
}

const indexes = new WeakMap<EditionReader, FindIndex>()

/** The index of an edition, empty until it catches up. */
export const indexOf = (reader: EditionReader): FindIndex => {
  const index = indexes.get(reader) ?? openIndex(reader)
  indexes.set(reader, index)
  return index
}
