import { useEffect, useState } from 'preact/hooks'
import { type ProblemKey, toProblem } from '../shared/problem.ts'
import type { EditionReader } from '../shared/reader.ts'
import { hashOf, knownText, readText } from './texts.ts'

/** A file on its way from the store. */
export type Loading<T> = { value: T } | { problem: ProblemKey } | null

/**
 * Something made of a file; made anew when the file is another one or arrives, not when merely the edition around it changes.
 * @param make what to make of the file, with the way to let go of it
 */
const useFile = <T>(
  reader: EditionReader,
  path: string | undefined,
  make: (reader: EditionReader, path: string) => Promise<{ value: T; release?: () => void }>,
): Loading<T> => {
  const [state, setState] = useState<Loading<T>>(null)
  const here = path !== undefined && reader.has(path)
  const hash = path === undefined ? undefined : hashOf(reader, path)
  useEffect(() => {
    setState(null)
    if (path === undefined) return
    let release: (() => void) | undefined
    let gone = false
    make(reader, path).then(
      (made) => {
        if (gone) return made.release?.()
        release = made.release
        setState({ value: made.value })
      },
      (error) => {
        if (!gone) setState({ problem: toProblem(error).key })
      },
    )
    return () => {
      gone = true
      release?.()
    }
  }, [hash, here])
  return state
}

const asBlob = async (reader: EditionReader, path: string) => ({ value: await reader.file(path) })
const asText = async (reader: EditionReader, path: string) => ({ value: await readText(reader, path) })
const asUrl = async (reader: EditionReader, path: string) => {
  const value = URL.createObjectURL(await reader.file(path))
  return { value, release: () => URL.revokeObjectURL(value) }
}

/** The words of a UTF-8 file of the edition; `null` while it is read, and never where it was read before. */
export const useFileText = (reader: EditionReader, path: string | undefined): Loading<string> => {
  const known = knownText(reader, path)
  const read = useFile(reader, known === undefined ? path : undefined, asText)
  return known === undefined ? read : { value: known }
}

/** A file of the edition itself. */
export const useFileBlob = (reader: EditionReader, path: string | undefined): Loading<Blob> =>
  useFile(reader, path, asBlob)

/** A `blob:` address of a file of the edition, let go of when it is no longer shown. */
export const useFileUrl = (reader: EditionReader, path: string | undefined): Loading<string> =>
  useFile(reader, path, asUrl)

/** The address once it is there; `undefined` before, and where there is no such file. */
export const urlOf = (loading: Loading<string>): string | undefined =>
  loading && 'value' in loading ? loading.value : undefined
