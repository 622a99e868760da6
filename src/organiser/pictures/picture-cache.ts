import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sha256, utf8 } from '../../shared/bytes.ts'
import { inProject } from '../project.ts'
import { type MadeVariant, makerVersions, recipe } from './make-variants.ts'

/** Made pictures by what they were made of, so that a build that changes a text makes none again. */
export interface PictureCache {
  get(source: Uint8Array): Promise<MadeVariant[] | null>
  put(source: Uint8Array, variants: readonly MadeVariant[]): Promise<void>
}

/** Outside of any source folder, and gone with the packages that made them. */
export const defaultCacheFolder = inProject('node_modules/.cache/sada/pictures')

type Kept = Omit<MadeVariant, 'bytes'> & { sha256: string; base64: string }

/** A cache in a folder. It is a convenience: what cannot be read or is not whole is made again, what cannot be written is not kept. */
export const pictureCache = (folder: string): PictureCache => {
  const fileOf = async (source: Uint8Array): Promise<string> => {
    const key = await sha256(utf8(JSON.stringify([recipe, makerVersions(), await sha256(source)])))
    return join(folder, `${key}.json`)
  }
  return {
    async get(source) {
      try {
        const kept = JSON.parse(await readFile(await fileOf(source), 'utf8')) as Kept[]
        return await Promise.all(
          kept.map(async ({ sha256: hash, base64, ...variant }) => {
            const bytes = new Uint8Array(Buffer.from(base64, 'base64'))
            if ((await sha256(bytes)) !== hash) throw new Error('damaged')
            return { ...variant, bytes }
          }),
        )
      } catch {
        return null
      }
    },
    async put(source, variants) {
      const kept = await Promise.all(
        variants.map(
          async ({ bytes, ...variant }): Promise<Kept> => ({
            ...variant,
            sha256: await sha256(bytes),
            base64: Buffer.from(bytes).toString('base64'),
          }),
        ),
      )
      const file = await fileOf(source)
      const temporary = `${file}.${process.pid}.tmp`
      try {
        await mkdir(folder, { recursive: true })
        await writeFile(temporary, JSON.stringify(kept))
        await rename(temporary, file)
      } catch {
        await rm(temporary, { force: true }).catch(() => undefined)
      }
    },
  }
}
