import { useEffect, useState } from 'preact/hooks'
import { type ProblemKey, toProblem } from '../shared/problem.ts'
import type { EditionReader } from '../shared/reader.ts'

/** A file on its way from the store. */
export type Loading<T> = { value: T } | { problem: ProblemKey } | null

const hashOf = (reader: EditionReader, path: string): string | undefined =>
  reader.manifest.files.find((file) => file.path === path)?.sha256

/**
 * Something made of a file; made anew when the file is another one or arrives, not when merely the edition around it changes.
 * @param make what to make of the file, with the way to let go of it; must be a constant function
 */
const useFile = <T>(
  reader: EditionReader,
  path: string | undefined,
  make: (blob: Blob) => Promise<{ value: T; release?: () => void }>,
): Loading<T> => {
  const [state, setState] = useState<Loading<T>>(null)
  const here = path !== undefined && reader.has(path)
  const hash = path === undefined ? undefined : hashOf(reader, path)
  useEffect(() => {
    setState(null)
    if (path === undefined) return
    let release: (() => void) | undefined
    let gone = false
    reader
      .file(path)
      .then(make)
      .then(
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

const asText = async (blob: Blob) => ({ value: await blob.text() })
const asUrl = async (blob: Blob) => {
  const value = URL.createObjectURL(blob)
  return { value, release: () => URL.revokeObjectURL(value) }
}

/** The words of a UTF-8 file of the edition; `null` while it is read. */
export const useFileText = (reader: EditionReader, path: string | undefined): Loading<string> =>
  useFile(reader, path, asText)

/** A `blob:` address of a file of the edition, let go of when it is no longer shown. */
export const useFileUrl = (reader: EditionReader, path: string | undefined): Loading<string> =>
  useFile(reader, path, asUrl)

/** The address once it is there; `undefined` before, and where there is no such file. */
export const urlOf = (loading: Loading<string>): string | undefined =>
  loading && 'value' in loading ? loading.value : undefined
