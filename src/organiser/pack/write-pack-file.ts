import { createWriteStream } from 'node:fs'
import { mkdir, readFile, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream } from 'node:stream/web'
import { pageBytes } from '../../shared/pack/carrier-page.ts'
import { checkCode } from '../../shared/pack/check-code.ts'
import { editionParts } from '../../shared/pack/edition-pack.ts'
import type { PackEdition, PackPlan } from '../../shared/pack/plan-pack.ts'
import { writePack } from '../../shared/pack/write-pack.ts'
import { CommandError, systemCode } from '../problems.ts'
import { fileSource } from './file-source.ts'

/**
 * Writes a planned pack, a step of one file in memory at a time. It has its name only once it is whole.
 * @param onProgress bytes of the edition's files read so far, for their checksums
 * @returns its check code
 * @throws CommandError where the disk does not take it
 */
export const writePackFile = async (
  folder: string,
  { signed }: PackEdition,
  plan: PackPlan,
  out: string,
  onProgress: (bytes: number) => void,
): Promise<string> => {
  const page = await pageBytes(
    plan.page,
    async ({ path }) => new Uint8Array(await readFile(join(folder, path))),
  )
  const files = []
  for (const file of plan.files) files.push({ file, source: await fileSource(join(folder, file.path)) })
  const parts = editionParts(page, signed, files)
  const part = `${out}.part`
  try {
    await mkdir(dirname(out), { recursive: true })
    const stream = writePack(parts, { onProgress }) as ReadableStream<Uint8Array>
    await pipeline(Readable.fromWeb(stream), createWriteStream(part))
    await rename(part, out)
  } catch (cause) {
    await rm(part, { force: true })
    if (!systemCode(cause)) throw cause
    throw new CommandError(`cannot write ${out} (${systemCode(cause)})`, 'Name another file with --out.', {
      cause,
    })
  }
  return checkCode(
    page,
    signed.manifest,
    parts.files.map(({ name }) => name),
  )
}
