import { availableParallelism } from 'node:os'
import type { Bytes } from '../../shared/bytes.ts'
import type { Picture } from '../../shared/content.ts'
import type { Findings } from '../edition/findings.ts'
import { type MadeVariant, makeVariants } from './make-variants.ts'
import type { PictureCache } from './picture-cache.ts'

/** A picture of the source and its place in the edition. */
export interface PictureJob {
  /** Path in the source folder, for findings and progress. */
  file: string
  /** Path in the edition, without width and extension. */
  stem: string
  bytes: Bytes
  /** As the content names it; without variants until they are made. */
  picture: Picture
}

export interface MakeOptions {
  /** `null` makes everything again. */
  cache: PictureCache | null
  /** Largest file of an edition, bytes. */
  maxFile: number
  /** Called before each picture and once at the end. */
  onProgress?: (done: number, total: number, file: string) => void
}

/** `items/lamp-carriers/1-ferry.480.avif` */
const pathOf = (stem: string, { width, extension }: MadeVariant): string => `${stem}.${width}.${extension}`

/**
 * Makes the variants of all pictures, as many at a time as there are cores, and puts them into their content.
 * @returns the files by their paths in the edition; what could not be made is among the findings
 */
export const makePictures = async (
  jobs: readonly PictureJob[],
  findings: Findings,
  { cache, maxFile, onProgress = () => {} }: MakeOptions,
): Promise<Map<string, Bytes>> => {
  const files = new Map<string, Bytes>()
  const waiting = [...jobs]
  let done = 0
  const make = async ({ file, stem, bytes, picture }: PictureJob): Promise<void> => {
    onProgress(done, jobs.length, file)
    let variants = await cache?.get(bytes)
    if (!variants) {
      try {
        variants = await makeVariants(bytes)
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error)
        findings.add({ file, message: `this picture is damaged: ${why}` })
        return
      }
      await cache?.put(bytes, variants)
    }
    for (const variant of variants) {
      const path = pathOf(stem, variant)
      if (variant.bytes.length > maxFile)
        findings.add({
          file,
          message: `${variant.bytes.length} bytes as ${path}, over the limit of ${maxFile}`,
        })
      files.set(path, variant.bytes)
    }
    picture.variants = variants.map((variant) => ({
      path: pathOf(stem, variant),
      type: variant.type,
      width: variant.width,
      height: variant.height,
    }))
  }
  const work = async (): Promise<void> => {
    for (let job = waiting.shift(); job; job = waiting.shift()) {
      await make(job)
      done++
    }
  }
  await Promise.all(Array.from({ length: availableParallelism() }, work))
  if (jobs.length > 0) onProgress(done, jobs.length, '')
  return files
}
