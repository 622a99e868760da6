import type { Bytes } from '../../shared/bytes.ts'
import { chunkJudge } from '../../shared/chunk-hashes.ts'
import { type Content, ContentSchema } from '../../shared/content.ts'
import { decodeJson } from '../../shared/decode-json.ts'
import { findSigner, type Keyring, keyringOf, rotationsLimit, rotationsPath } from '../../shared/keyring.ts'
import {
  contentPath,
  givingPath,
  givingSignaturePath,
  type Manifest,
  type ManifestFile,
  ManifestSchema,
  manifestLimit,
} from '../../shared/manifest.ts'
import type { Organisation } from '../../shared/organisation.ts'
import { type ByteSource, hashSource } from '../../shared/pack/byte-source.ts'
import { checkCode } from '../../shared/pack/check-code.ts'
import { assertFits, checkAgainst, openPack, type Pack, signedNames } from '../../shared/pack/open-pack.ts'
import { ProblemError } from '../../shared/problem.ts'
import { followRotations } from '../../shared/rotation.ts'
import { keyId } from '../../shared/signature.ts'
import { lackedFiles } from './contents.ts'

/** What a pack is, once all of it was found to be as signed. */
export interface Inspected {
  manifest: Manifest
  content: Content
  /** Key id of the content key that signed it. */
  signer: string
  /** Files of the edition that are in it, and those that are not. */
  files: ManifestFile[]
  missing: ManifestFile[]
  /** Whether the accounts in it carry their second signature; `null` where it does not hold them. */
  givingSigned: boolean | null
  /** To be read aloud, and compared with what a phone shows. */
  code: string
  /** Of the whole file, and of the page before its files, bytes. */
  size: number
  pageBytes: number
}

/** The keys an app of this organisation knows, and those the pack's own statements lead to. */
const keysFor = async (pack: Pack, organisation: Organisation): Promise<Keyring> =>
  followRotations(
    keyringOf(organisation),
    pack.has(rotationsPath) ? await pack.get(rotationsPath, rotationsLimit) : null,
  )

/** Whether a key in force at this edition has signed the accounts; `null` where the pack does not hold them. */
const givingSignedIn = async (
  pack: Pack,
  { donation }: Keyring,
  edition: number,
): Promise<boolean | null> => {
  if (!pack.has(givingPath)) return null
  if (!pack.has(givingSignaturePath)) return false
  const signed = await findSigner(donation, await pack.get(givingPath), await pack.get(givingSignaturePath))
  return signed !== null && edition < signed.until
}

/** A phone judges a large file by its chunks and a small one by its hash; here each must stand. @throws ProblemError `hash` */
const assertSigned = async (source: ByteSource, { path, sha256, chunks }: ManifestFile): Promise<void> => {
  const isRight = chunks === undefined ? null : chunkJudge(chunks)
  let offset = 0
  const judged: Promise<boolean>[] = []
  const onStep = (step: Bytes) => {
    if (isRight) judged.push(isRight(offset, step))
    offset += step.length
  }
  if ((await hashSource(source, { onStep })) !== sha256)
    throw new ProblemError('hash', `${path} has another SHA-256 than its manifest says`)
  if (!(await Promise.all(judged)).every(Boolean))
    throw new ProblemError('hash', `${path} has other hashes of its chunks than its manifest says`)
}

/**
 * Looks through a whole pack as strictly as a phone that takes it: form, signature, organisation, every file's size and hash.
 * @param onProgress files looked at so far, of how many
 * @throws ProblemError `pack`, `signature`, `unknown-key`, `manifest`, `hash`, with what is wrong
 */
export const inspectPack = async (
  file: ByteSource,
  organisation: Organisation,
  onProgress: (done: number, total: number) => void = () => {},
): Promise<Inspected> => {
  const pack = await openPack(file)
  if (!pack.has('manifest.json')) throw new ProblemError('pack', 'it holds no edition')
  if (!pack.has('manifest.sig')) throw new ProblemError('signature', 'it has no manifest.sig')
  const manifestBytes = await pack.get('manifest.json', manifestLimit)
  const keys = await keysFor(pack, organisation)
  const signed = await findSigner(keys.content, manifestBytes, await pack.get('manifest.sig', 1024))
  if (!signed)
    throw new ProblemError('signature', `${organisation.id}'s content key has not signed its manifest`)
  const manifest = decodeJson('manifest.json', manifestBytes, ManifestSchema)
  if (manifest.organisation !== organisation.id)
    throw new ProblemError('manifest', `it is of ${manifest.organisation}, not of ${organisation.id}`)
  if (manifest.edition >= signed.until)
    throw new ProblemError(
      'unknown-key',
      `edition ${manifest.edition} is by a key that signs until edition ${signed.until - 1} only`,
    )
  const files = checkAgainst(manifest, pack)
  for (const name of signedNames) assertFits(pack, name, await pack.get(name))
  if (!pack.has(contentPath)) throw new ProblemError('pack', 'it has no table of contents')
  for (const [at, listed] of files.entries()) {
    onProgress(at, files.length)
    await assertSigned(pack.source(listed.path), listed)
    await hashSource(pack.checked(listed.path))
  }
  const names = pack.entries.map(({ name }) => name)
  const content = decodeJson(contentPath, await pack.get(contentPath), ContentSchema)
  return {
    manifest,
    content,
    signer: await keyId(signed.key),
    files,
    missing: lackedFiles(content, manifest.files, (path) => pack.has(path)),
    givingSigned: await givingSignedIn(pack, keys, manifest.edition),
    code: await checkCode(await file.read(0, pack.prefixBytes), manifestBytes, names),
    size: pack.size,
    pageBytes: pack.prefixBytes,
  }
}
