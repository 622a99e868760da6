import * as v from 'valibot'
import { type Bytes, fromUtf8, sha256 } from '../shared/bytes.ts'
import { appVersion, type Manifest, ManifestSchema } from '../shared/manifest.ts'
import type { Organisation } from '../shared/organisation.ts'
import { ProblemError } from '../shared/problem.ts'
import { verify } from '../shared/signature.ts'

/** Whose word an edition is believed on. */
export type Trust = Pick<Organisation, 'id' | 'contentKey' | 'donationKey'>

/** A manifest that was verified, with the exact bytes that were signed. */
export interface VerifiedManifest {
  manifest: Manifest
  bytes: Bytes
  signature: Bytes
  /** SHA-256 of `bytes`. */
  sha256: string
}

/** The value of a JSON file of an edition. @throws ProblemError `manifest` where it does not fit its schema. */
export const decodeJson = <T>(name: string, bytes: Uint8Array, schema: v.GenericSchema<unknown, T>): T => {
  try {
    return v.parse(schema, JSON.parse(fromUtf8(bytes)))
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new ProblemError('manifest', `${name}: ${why}`, { cause: error })
  }
}

/**
 * Verifies a manifest: the content key's signature over its exact bytes, and only then what it says.
 * @throws ProblemError `signature`, `manifest` (no such format, or another organisation's), `minimum-app`
 */
export const openManifest = async (
  bytes: Bytes,
  signature: Bytes,
  trust: Trust,
  version: number = appVersion,
): Promise<VerifiedManifest> => {
  if (!(await verify(trust.contentKey, bytes, signature))) throw new ProblemError('signature', 'manifest.sig')
  const manifest = decodeJson('manifest.json', bytes, ManifestSchema)
  if (manifest.organisation !== trust.id)
    throw new ProblemError('manifest', `of ${manifest.organisation}, not of ${trust.id}`)
  if (manifest.minimumApp > version)
    throw new ProblemError('minimum-app', `needs ${manifest.minimumApp}, this is ${version}`)
  return { manifest, bytes, signature, sha256: await sha256(bytes) }
}
