import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as v from 'valibot'
import type { Bytes } from '../../shared/bytes.ts'
import type { Picture } from '../../shared/content.ts'
import { FilePathSchema } from '../../shared/manifest.ts'
import type { PictureJob } from '../pictures/make-pictures.ts'
import { pictureFault } from '../pictures/make-variants.ts'
import type { Findings } from './findings.ts'

/** Files of an edition by their path in it. */
export type FileMap = Map<string, Bytes>

/** What of an item's folder goes into the edition. */
export interface Taken {
  files: FileMap
  /** Pictures, by name: not files of the edition until they are made. */
  pictures: Map<string, PictureJob>
  /** Names of files that something refers to. */
  used: Set<string>
}

/** The ways a file of `items/<folder>` gets into the edition; whatever keeps one out is a finding. */
export const fileTaker = (root: string, folder: string, id: string, maxFile: number, findings: Findings) => {
  const here = `items/${folder}`
  const taken: Taken = { files: new Map(), pictures: new Map(), used: new Set() }
  const complain = (name: string, message: string, line?: number): void =>
    findings.add({ file: `${here}/${name}`, ...(line === undefined ? {} : { line }), message })

  /** The bytes of a file that is referred to; `null` where they cannot be used. */
  const read = async (name: string): Promise<{ path: string; bytes: Bytes } | null> => {
    taken.used.add(name)
    const path = `items/${id}/${name}`
    if (!v.is(FilePathSchema, path))
      complain(name, 'file names are lower-case letters, digits, dots and hyphens')
    const bytes = new Uint8Array(await readFile(join(root, here, name)))
    if (bytes.length > 0) return { path, bytes }
    complain(name, 'this file is empty')
    return null
  }
  /** Puts bytes into the edition under a file's name. */
  const put = (name: string, bytes: Bytes): boolean => {
    if (bytes.length > maxFile) complain(name, `${bytes.length} bytes is over the limit of ${maxFile}`)
    else taken.files.set(`items/${id}/${name}`, bytes)
    return bytes.length <= maxFile
  }

  return {
    taken,
    complain,
    /** Takes a file as it is; `null` where it cannot be. */
    async take(name: string): Promise<{ path: string; bytes: Bytes } | null> {
      const file = await read(name)
      return file && put(name, file.bytes) ? file : null
    },
    put,
    /** Takes a picture, to be made later; the same one twice is one. */
    async takePicture(name: string): Promise<Picture | null> {
      const before = taken.pictures.get(name)
      if (before) return before.picture
      const file = await read(name)
      if (!file) return null
      const fault = await pictureFault(file.bytes)
      if (fault) complain(name, fault)
      const stem = file.path.slice(0, file.path.lastIndexOf('.'))
      for (const other of taken.pictures.values())
        if (other.stem === stem)
          complain(name, `is called as ${other.file} but for its type: name one of them otherwise`)
      const picture: Picture = { variants: [] }
      taken.pictures.set(name, { file: `${here}/${name}`, stem, bytes: file.bytes, picture })
      return picture
    },
  }
}
