import type { Manifest, ManifestFile } from '../manifest.ts'
import { type CarrierEdition, carrierPage, type PagePiece, pageSize } from './carrier-page.ts'
import { type Choice, chooseFiles } from './choose-files.ts'
import type { SignedManifest } from './edition-pack.ts'
import { packSize } from './write-pack.ts'

/** A pack as it would be: known before a byte of it is made. */
export interface PackPlan {
  files: readonly ManifestFile[]
  page: readonly PagePiece[]
  /** Exact, bytes. */
  size: number
}

/** Texts are read once for as long as a choice is being made. */
export type TextCache = Map<string, string>

/** An edition that packs are made of, on a phone or in a folder. */
export interface PackEdition extends Pick<CarrierEdition, 'giving'> {
  manifest: Manifest
  content: Parameters<typeof chooseFiles>[0] & CarrierEdition['content']
  signed: SignedManifest
  /** Whether a file is here. */
  has(path: string): boolean
  /** A file's text. @throws ProblemError where it cannot be read */
  text(path: string): Promise<string>
}

const planned = (
  { manifest, content, giving, signed }: PackEdition,
  { languages: chosen }: Choice,
  files: readonly ManifestFile[],
  texts: TextCache,
): PackPlan => {
  const page = carrierPage({ manifest, content, giving, files, languages: [...chosen], texts })
  const sizes = [
    { name: 'manifest.json', size: signed.manifest.length },
    { name: 'manifest.sig', size: signed.signature.length },
    ...files.map(({ path, bytes }) => ({ name: path, size: bytes })),
  ]
  return { files, page, size: packSize(pageSize(page), sizes) }
}

/** What a choice comes to, of the files that are here. @throws what `text` throws */
export const planPack = async (
  edition: PackEdition,
  choice: Choice,
  cache: TextCache = new Map(),
): Promise<PackPlan> => {
  const { manifest, content, has, text } = edition
  // Chosen among those that are here: of a picture, the variant that is.
  const here = manifest.files.filter(({ path }) => has(path))
  const files = chooseFiles(content, { ...manifest, files: here }, choice)
  for (const { path, type } of files)
    if (type === 'text/markdown' && !cache.has(path)) cache.set(path, await text(path))
  return planned(edition, choice, files, cache)
}

/**
 * As much of a plan as a pack of at most `most` bytes holds: files in their order, words first; a later, smaller one may fit where an
 * earlier one does not. The index always goes in, for without it there is no pack.
 * @returns the plan, which is larger than `most` where not even the index fits, and the files that were left out
 */
export const planWithin = async (
  edition: PackEdition,
  choice: Choice,
  most: number,
  cache: TextCache = new Map(),
): Promise<{ plan: PackPlan; left: ManifestFile[] }> => {
  const whole = await planPack(edition, choice, cache)
  if (whole.size <= most) return { plan: whole, left: [] }
  const left: ManifestFile[] = []
  let plan = planned(
    edition,
    choice,
    whole.files.filter(({ group }) => group === 'index'),
    cache,
  )
  for (const file of whole.files) {
    if (file.group === 'index') continue
    // The page grows with what is on it, so the whole is reckoned anew; but for what is too large by itself already.
    const more = plan.size + file.bytes > most ? null : planned(edition, choice, [...plan.files, file], cache)
    if (more && more.size <= most) plan = more
    else left.push(file)
  }
  return { plan, left }
}
