import { sha256 } from '../shared/bytes.ts'
import { type Content, ContentSchema } from '../shared/content.ts'
import { decodeJson } from '../shared/decode-json.ts'
import type { EditionVerdict } from '../shared/edition-rule.ts'
import { unkeptVariants } from '../shared/kept-pictures.ts'
import { currentKey, rotationsLimit, rotationsPath } from '../shared/keyring.ts'
import { contentPath, type Manifest, type ManifestFile, manifestLimit } from '../shared/manifest.ts'
import { blobSource } from '../shared/pack/byte-source.ts'
import { checkCode } from '../shared/pack/check-code.ts'
import { assertFits, checkAgainst, openPack, type Pack, signedNames } from '../shared/pack/open-pack.ts'
import { everySight, type Sight, variantToKeep } from '../shared/picture.ts'
import { ProblemError } from '../shared/problem.ts'
import { followRotations } from '../shared/rotation.ts'
import { keyId } from '../shared/signature.ts'
import type { EditionSource } from './edition-source.ts'
import type { EditionStore } from './edition-store.ts'
import { assertTakeable, judgeVerified } from './keep-rule.ts'
import { type KeyChange, keyChanges } from './key-changes.ts'
import { keyringFrom, openOffered } from './keyring.ts'
import type { Trust, VerifiedManifest } from './open-manifest.ts'
import { packSource } from './pack-source.ts'

/** What a person is told of a pack before it replaces anything. All of it follows from its signature, and none from its page. */
export interface PackFound {
  verified: VerifiedManifest
  /** Files of the edition that are in it. */
  files: ManifestFile[]
  /** Whether it lacks something of the edition; a picture is whole in any one of its variants. */
  part: boolean
  /** How many of them this phone would take, and their bytes. */
  fresh: { items: number; bytes: number }
  /** Key id of the content key that signed it. */
  signer: string
  /** Keys that have changed since those this phone has accepted so far. */
  changes: readonly KeyChange[]
  /** What the edition rule says. */
  verdict: EditionVerdict
  /** To be compared with what the sender reads aloud. */
  code: string
  /** Bytes of the whole file. */
  size: number
  source: EditionSource
}

/** The table of contents, for what belongs together; empty where it is wrong, which is found out when it is taken. */
const contentOf = async (pack: Pack, { files }: Manifest): Promise<Pick<Content, 'items'>> => {
  const listed = files.find(({ path }) => path === contentPath)
  try {
    const bytes = await pack.get(contentPath, listed?.bytes)
    if (listed && (await sha256(bytes)) === listed.sha256)
      return decodeJson(contentPath, bytes, ContentSchema)
  } catch {
    // As said above.
  }
  return { items: [] }
}

/**
 * Opens a pack and judges it, without taking anything from it. Its files' hashes are judged as they are taken.
 * @throws ProblemError `pack`, `signature`, `manifest`, `minimum-app`, `unknown-key`, and `storage-blocked` from the store
 */
export const lookIntoPack = async (
  file: Blob & { readonly name?: string },
  store: Pick<EditionStore, 'hashes' | 'highest'>,
  trust: Trust,
  sight: Sight = everySight,
): Promise<PackFound> => {
  const bytes = blobSource(file)
  const pack = await openPack(bytes)
  if (!pack.has('manifest.json')) throw new ProblemError('pack', 'it holds no edition')
  if (!pack.has('manifest.sig')) throw new ProblemError('signature', 'no manifest.sig')
  const manifestBytes = await pack.get('manifest.json', manifestLimit)
  const known = await keyringFrom(store, trust)
  const statements = pack.has(rotationsPath) ? await pack.get(rotationsPath, rotationsLimit) : null
  const { verified, ring } = await openOffered(
    {
      manifest: manifestBytes,
      signature: await pack.get('manifest.sig', 1024),
      statements: async () => statements,
    },
    known,
  )
  /** Also those of the donation key, which the manifest's signature does not need. */
  const { donation } = await followRotations(ring, statements)
  const all = { ...ring, donation }
  const { manifest } = verified
  const files = checkAgainst(manifest, pack)
  for (const name of signedNames) assertFits(pack, name, await pack.get(name))
  if (!files.some(({ path }) => path === contentPath))
    throw new ProblemError('pack', 'it has no table of contents')
  const held = await store.hashes()
  const highest = await store.highest()
  const verdict = judgeVerified(highest, verified, ring)
  // What is older or contradicts ours is told in full; what only a key of the past vouches for is not to be looked at any longer.
  if (verdict === 'newer') assertTakeable(highest, verified, ring)
  const content = await contentOf(pack, manifest)
  const offered = new Set(files.map(({ path }) => path))
  const here = new Set(manifest.files.filter(({ sha256 }) => held.has(sha256)).map(({ path }) => path))
  const spared = unkeptVariants(content, (picture) =>
    variantToKeep(
      picture,
      sight,
      (path) => here.has(path),
      (path) => offered.has(path),
    ),
  )
  const missing = files.filter(({ sha256, path }) => !held.has(sha256) && !spared.has(path))
  const unoffered = unkeptVariants(
    content,
    (picture) => picture.variants.find(({ path }) => offered.has(path)) ?? picture.variants[0],
  )
  const page = await bytes.read(0, pack.prefixBytes)
  return {
    verified,
    files,
    part: manifest.files.some(({ path }) => !offered.has(path) && !unoffered.has(path)),
    fresh: { items: missing.length, bytes: missing.reduce((sum, one) => sum + one.bytes, 0) },
    signer: await keyId(verified.signer),
    changes: keyChanges(all).filter(({ role, to }) => to !== currentKey(known[role])),
    verdict,
    code: await checkCode(
      page,
      manifestBytes,
      pack.entries.map(({ name }) => name),
    ),
    size: pack.size,
    source: packSource(pack, verified, file.name ?? 'pack'),
  }
}
