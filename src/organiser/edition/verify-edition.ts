import type * as v from 'valibot'
import { type Bytes, sha256 } from '../../shared/bytes.ts'
import { chunkJudge } from '../../shared/chunk-hashes.ts'
import { type Content, ContentSchema } from '../../shared/content.ts'
import { decodeJson } from '../../shared/decode-json.ts'
import { type Giving, GivingSchema } from '../../shared/giving.ts'
import { findSigner, type Keyring, keyringOf, rotationsLimit, rotationsPath } from '../../shared/keyring.ts'
import {
  contentPath,
  givingPath,
  givingSignaturePath,
  hashPath,
  type Manifest,
  type ManifestFile,
  ManifestSchema,
  manifestLimit,
} from '../../shared/manifest.ts'
import type { Organisation } from '../../shared/organisation.ts'
import type { ProblemError } from '../../shared/problem.ts'
import { followRotations } from '../../shared/rotation.ts'
import type { PublicKey } from '../../shared/signature.ts'
import { checkLocks } from './check-locks.ts'
import { type EditionFiles, folderFiles } from './edition-files.ts'
import { createFindings, type Findings } from './findings.ts'

export interface VerifyOptions {
  /** Files looked at so far, of how many. */
  onProgress?: (done: number, total: number) => void
  /** Other files may lie beside it: those of editions before, in a folder that is published to. */
  others?: boolean
  /** Keys of locked items, by id: what is inside them is checked where its key is given. */
  locks?: ReadonlyMap<string, Bytes>
}

export interface Verified {
  /** Where its signature is good. */
  manifest: Manifest | null
  /** Its table of contents, where that fits its format. */
  content: Content | null
  giving: Giving | null
  /** Its exact bytes, where its signature is good. */
  manifestBytes: Bytes | null
  /** The one good signature over them. */
  signature: Bytes | null
  /** The content key that signed it, and whether that has handed over to another since. */
  signer: PublicKey | null
  retired: boolean
  /** Files of the edition that a pack does not hold. */
  notIncluded: string[]
  findings: Findings
}

/** At the same time; a mirror far away answers slowly, a disk does not mind. */
const parallel = 4

/** The value of a JSON file when it fits its schema; else `null`, and a finding. */
const decode = <T>(
  path: string,
  bytes: Bytes,
  schema: v.GenericSchema<unknown, T>,
  findings: Findings,
): T | null => {
  try {
    return decodeJson(path, bytes, schema)
  } catch (error) {
    const { cause } = error as ProblemError
    findings.add({
      file: path,
      message: `does not fit its format: ${cause instanceof Error ? cause.message : cause}`,
    })
    return null
  }
}

/** A file; `null` where there is none, which is a finding unless it is `optional`; `undefined` and a finding where it cannot be read. */
const read = async (
  files: EditionFiles,
  path: string,
  limit: number,
  findings: Findings,
  optional = false,
): Promise<Bytes | null | undefined> => {
  try {
    const bytes = await files.get(path, limit)
    if (!bytes && !optional) findings.add({ file: path, message: 'is missing' })
    return bytes
  } catch (error) {
    findings.add({ file: path, message: error instanceof Error ? error.message : String(error) })
    return undefined
  }
}

/** The keys an app of this organisation knows, and those the edition's statements lead to. */
const ringFor = async (
  files: EditionFiles,
  organisation: Organisation,
  findings: Findings,
): Promise<Keyring> => {
  const bytes = await read(files, rotationsPath, rotationsLimit, findings, true)
  return followRotations(keyringOf(organisation), bytes ?? null)
}

/**
 * Checks an edition as a phone would, and that nothing else lies there: manifest signature (by the keys an app trusts, or that follow from
 * them) before its content is looked at, organisation, size and hash of every file, the second signature of the giving file, unlisted files.
 * A pack may lack files; a folder or a mirror may not. Locks are judged by what is public, and by their keys where those are at hand.
 */
export const verifyFiles = async (
  files: EditionFiles,
  organisation: Organisation,
  { onProgress = () => {}, others = false, locks }: VerifyOptions = {},
): Promise<Verified> => {
  const { id } = organisation
  const findings = createFindings()
  const nothing: Verified = {
    manifest: null,
    content: null,
    giving: null,
    manifestBytes: null,
    signature: null,
    signer: null,
    retired: false,
    notIncluded: [],
    findings,
  }
  const manifestBytes = await read(files, 'manifest.json', manifestLimit, findings)
  const signatures = await read(files, 'manifest.sig', 1024, findings)
  if (!manifestBytes || !signatures) return nothing
  const ring = await ringFor(files, organisation, findings)
  const signed = await findSigner(ring.content, manifestBytes, signatures)
  if (!signed) {
    findings.add({
      file: 'manifest.sig',
      message: `is not the signature of ${id}'s content key over manifest.json`,
    })
    return nothing
  }
  const manifest = decode('manifest.json', manifestBytes, ManifestSchema, findings)
  if (!manifest) return nothing
  if (manifest.organisation !== id)
    findings.add({ file: 'manifest.json', message: `is of ${manifest.organisation}, not of ${id}` })
  if (manifest.edition >= signed.until)
    findings.add({
      file: 'manifest.sig',
      message: `is by a key that signs until edition ${signed.until - 1} only`,
    })

  const held = new Map<string, Bytes>()
  /** Files that are looked into. */
  const opened = new Set([contentPath, givingPath, givingSignaturePath])
  for (const { id, files } of manifest.locks ?? [])
    if (locks?.has(id)) for (const { path } of files) opened.add(path)
  const notIncluded: string[] = []
  const waiting = [...manifest.files]
  let done = 0
  const check = async ({ path, bytes: size, sha256: hash, chunks }: ManifestFile): Promise<void> => {
    const mayLack = files.kind === 'pack' && path !== contentPath
    const stands = async (bytes: Bytes | null | undefined): Promise<boolean> =>
      bytes?.length === size && (await sha256(bytes)) === hash
    let bytes = await read(files, path, size, findings, true)
    if (bytes === undefined) return
    // As a phone does while a mirror changes from one edition to the next.
    if (files.kind !== 'pack' && !(await stands(bytes))) {
      const second = await read(files, hashPath(hash), size, findings, true)
      if (second && (await stands(second))) bytes = second
    }
    if (!bytes && !mayLack) findings.add({ file: path, message: 'is missing' })
    if (!bytes) {
      if (mayLack) notIncluded.push(path)
      return
    }
    if (opened.has(path)) held.set(path, bytes)
    if (bytes.length !== size)
      findings.add({
        file: path,
        message: `has ${bytes.length > size && files.kind === 'mirror' ? 'more' : bytes.length} bytes, not ${size}`,
      })
    else if ((await sha256(bytes)) !== hash)
      findings.add({ file: path, message: 'has another SHA-256 than its manifest says' })
    else if (chunks !== undefined && !(await chunkJudge(chunks)(0, bytes)))
      findings.add({ file: path, message: 'has other hashes of its chunks than its manifest says' })
  }
  const work = async (): Promise<void> => {
    for (let file = waiting.shift(); file; file = waiting.shift()) {
      await check(file)
      onProgress(++done, manifest.files.length)
    }
  }
  await Promise.all(Array.from({ length: parallel }, work))

  const contentBytes = held.get(contentPath)
  const givingBytes = held.get(givingPath)
  const second = held.get(givingSignaturePath)
  const content = contentBytes ? decode(contentPath, contentBytes, ContentSchema, findings) : null
  if (content) await checkLocks(manifest, content, held, findings, locks)
  const giving = givingBytes ? decode(givingPath, givingBytes, GivingSchema, findings) : null
  const form = givingBytes && second && (await findSigner(ring.donation, givingBytes, second))
  if (givingBytes && second && (!form || manifest.edition >= form.until))
    findings.add({
      file: givingSignaturePath,
      message: "is not the donation key's signature over giving.json",
    })

  const listed = new Set(['manifest.json', 'manifest.sig', ...manifest.files.map(({ path }) => path)])
  for (const needed of [contentPath, givingPath, givingSignaturePath])
    if (!listed.has(needed)) findings.add({ file: needed, message: 'is not listed in the manifest' })
  if (!others)
    for (const path of (await files.list()) ?? [])
      if (!listed.has(path)) findings.add({ file: path, message: 'is not listed in the manifest' })
  return {
    manifest,
    content,
    giving,
    manifestBytes,
    signature: signed.signature,
    signer: signed.key,
    retired: signed.until < Number.POSITIVE_INFINITY,
    notIncluded,
    findings,
  }
}

/** The same of a folder. */
export const verifyEdition = (
  folder: string,
  organisation: Organisation,
  options: VerifyOptions = {},
): Promise<Verified> => verifyFiles(folderFiles(folder), organisation, options)
