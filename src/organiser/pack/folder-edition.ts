import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as v from 'valibot'
import { fromUtf8 } from '../../shared/bytes.ts'
import { ContentSchema } from '../../shared/content.ts'
import { GivingSchema } from '../../shared/giving.ts'
import { contentPath, givingPath } from '../../shared/manifest.ts'
import type { Organisation } from '../../shared/organisation.ts'
import type { PackEdition } from '../../shared/pack/plan-pack.ts'
import { verifyEdition } from '../edition/verify-edition.ts'
import { CommandError } from '../problems.ts'

/**
 * A built edition that packs are made of, once everything in its folder is as signed: a pack of anything else is one no phone takes.
 * @throws CommandError with all that is wrong
 */
export const openFolderEdition = async (folder: string, organisation: Organisation): Promise<PackEdition> => {
  const { manifest, manifestBytes, signature, findings } = await verifyEdition(folder, organisation)
  const advice = 'Build it again, or fetch it again from a mirror.'
  findings.refuse(`${folder} is not a good edition of ${organisation.id}`, advice)
  if (!manifest || !manifestBytes || !signature)
    throw new CommandError(`${folder} is not a good edition of ${organisation.id}`, advice)
  const read = async (path: string) => new Uint8Array(await readFile(join(folder, path)))
  const json = async (path: string): Promise<unknown> => JSON.parse(fromUtf8(await read(path)))
  const listed = new Set(manifest.files.map(({ path }) => path))
  return {
    manifest,
    content: v.parse(ContentSchema, await json(contentPath)),
    giving: v.parse(GivingSchema, await json(givingPath)),
    // The one good signature: a folder that was published to has that of the edition before beside it.
    signed: { manifest: manifestBytes, signature },
    has: (path) => listed.has(path),
    text: async (path) => fromUtf8(await read(path)),
  }
}
