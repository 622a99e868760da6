import { type EditionVerdict, judgeEdition } from '../shared/edition-rule.ts'
import { contentPath, type ManifestFile, manifestLimit } from '../shared/manifest.ts'
import { blobSource } from '../shared/pack/byte-source.ts'
import { checkCode } from '../shared/pack/check-code.ts'
import { assertFits, checkAgainst, openPack, signedNames } from '../shared/pack/open-pack.ts'
import { ProblemError } from '../shared/problem.ts'
import type { EditionSource } from './edition-source.ts'
import type { EditionStore } from './edition-store.ts'
import { openManifest, type Trust, type VerifiedManifest } from './open-manifest.ts'
import { packSource } from './pack-source.ts'

/** What a person is told of a pack before it replaces anything. All of it follows from its signature, and none from its page. */
export interface PackFound {
  verified: VerifiedManifest
  /** Files of the edition that are in it. */
  files: ManifestFile[]
  /** How many of them are not on this phone yet, and their bytes. */
  fresh: { items: number; bytes: number }
  /** What the edition rule says. */
  verdict: EditionVerdict
  /** To be compared with what the sender reads aloud. */
  code: string
  /** Bytes of the whole file. */
  size: number
  source: EditionSource
}

/**
 * Opens a pack and judges it, without taking anything from it. Its files' hashes are judged as they are taken.
 * @throws ProblemError `pack`, `signature`, `manifest`, `minimum-app`, and `storage-blocked` from the store
 */
export const lookIntoPack = async (
  file: Blob & { readonly name?: string },
  store: Pick<EditionStore, 'hashes' | 'highest'>,
  trust: Trust,
): Promise<PackFound> => {
  const bytes = blobSource(file)
  const pack = await openPack(bytes)
  if (!pack.has('manifest.json')) throw new ProblemError('pack', 'it holds no edition')
  if (!pack.has('manifest.sig')) throw new ProblemError('signature', 'no manifest.sig')
  const manifestBytes = await pack.get('manifest.json', manifestLimit)
  const verified = await openManifest(manifestBytes, await pack.get('manifest.sig', 1024), trust)
  const { manifest } = verified
  const files = checkAgainst(manifest, pack)
  for (const name of signedNames) assertFits(pack, name, await pack.get(name))
  if (!files.some(({ path }) => path === contentPath))
    throw new ProblemError('pack', 'it has no table of contents')
  const held = await store.hashes()
  const missing = files.filter(({ sha256 }) => !held.has(sha256))
  const incoming = { edition: manifest.edition, sha256: verified.sha256 }
  const page = await bytes.read(0, pack.prefixBytes)
  return {
    verified,
    files,
    fresh: { items: missing.length, bytes: missing.reduce((sum, one) => sum + one.bytes, 0) },
    verdict: judgeEdition(await store.highest(), incoming),
    code: await checkCode(
      page,
      manifestBytes,
      pack.entries.map(({ name }) => name),
    ),
    size: pack.size,
    source: packSource(pack, verified, file.name ?? 'pack'),
  }
}
