import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as v from 'valibot'
import { type Bytes, fromUtf8, sha256 } from '../../shared/bytes.ts'
import { type Content, ContentSchema } from '../../shared/content.ts'
import { GivingSchema } from '../../shared/giving.ts'
import {
  contentPath,
  givingPath,
  givingSignaturePath,
  type Manifest,
  ManifestSchema,
} from '../../shared/manifest.ts'
import type { Organisation } from '../../shared/organisation.ts'
import { verify } from '../../shared/signature.ts'
import { systemCode } from '../problems.ts'
import { checkLocks } from './check-locks.ts'
import { createFindings, type Findings } from './findings.ts'
import { listFiles } from './write-edition.ts'

const read = async (folder: string, path: string, findings: Findings): Promise<Bytes | null> => {
  try {
    return new Uint8Array(await readFile(join(folder, path)))
  } catch (error) {
    const message = systemCode(error) === 'ENOENT' ? 'is missing' : `cannot be read (${systemCode(error)})`
    findings.add({ file: path, message })
    return null
  }
}

/** The value of a JSON file when it fits its schema; else `null`, and a finding. */
const decode = <T>(
  path: string,
  bytes: Bytes,
  schema: v.GenericSchema<unknown, T>,
  findings: Findings,
): T | null => {
  try {
    return v.parse(schema, JSON.parse(fromUtf8(bytes)))
  } catch (error) {
    findings.add({
      file: path,
      message: `does not fit its format: ${error instanceof Error ? error.message : error}`,
    })
    return null
  }
}

/**
 * Checks a built edition as a phone would, and that the folder holds nothing else: manifest signature before its content is
 * looked at, organisation, size and hash of every file, the second signature of the giving file, unlisted files.
 * @param locks keys of locked items, by id: what is inside them is checked where its key is given
 * @returns the manifest where its signature is good, and everything that is wrong
 */
export const verifyEdition = async (
  folder: string,
  { id, contentKey, donationKey }: Organisation,
  locks?: ReadonlyMap<string, Bytes>,
): Promise<{ manifest: Manifest | null; content?: Content | null; findings: Findings }> => {
  const findings = createFindings()
  const manifestBytes = await read(folder, 'manifest.json', findings)
  const signature = await read(folder, 'manifest.sig', findings)
  if (!manifestBytes || !signature) return { manifest: null, findings }
  if (!(await verify(contentKey, manifestBytes, signature))) {
    findings.add({
      file: 'manifest.sig',
      message: `is not the signature of ${id}'s content key over manifest.json`,
    })
    return { manifest: null, findings }
  }
  const manifest = decode('manifest.json', manifestBytes, ManifestSchema, findings)
  if (!manifest) return { manifest: null, findings }
  if (manifest.organisation !== id)
    findings.add({ file: 'manifest.json', message: `is of ${manifest.organisation}, not of ${id}` })

  const held = new Map<string, Bytes>()
  for (const { path, bytes: size, sha256: hash } of manifest.files) {
    const bytes = await read(folder, path, findings)
    if (!bytes) continue
    held.set(path, bytes)
    if (bytes.length !== size) findings.add({ file: path, message: `has ${bytes.length} bytes, not ${size}` })
    else if ((await sha256(bytes)) !== hash)
      findings.add({ file: path, message: 'has another SHA-256 than its manifest says' })
  }
  const contentBytes = held.get(contentPath)
  const giving = held.get(givingPath)
  const givingSignature = held.get(givingSignaturePath)
  const content = contentBytes ? decode(contentPath, contentBytes, ContentSchema, findings) : null
  if (content) await checkLocks(manifest, content, held, findings, locks)
  if (giving) decode(givingPath, giving, GivingSchema, findings)
  if (giving && givingSignature && !(await verify(donationKey, giving, givingSignature)))
    findings.add({
      file: givingSignaturePath,
      message: "is not the donation key's signature over giving.json",
    })

  const listed = new Set(['manifest.json', 'manifest.sig', ...manifest.files.map(({ path }) => path)])
  for (const needed of [contentPath, givingPath, givingSignaturePath])
    if (!listed.has(needed)) findings.add({ file: needed, message: 'is not listed in the manifest' })
  for (const path of await listFiles(folder))
    if (!listed.has(path)) findings.add({ file: path, message: 'is not listed in the manifest' })
  return { manifest, content, findings }
}
