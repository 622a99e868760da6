import * as v from 'valibot'
import { type Bytes, sha256, utf8 } from '../../shared/bytes.ts'
import { chunksOf } from '../../shared/chunk-hashes.ts'
import { ContentSchema } from '../../shared/content.ts'
import { GivingSchema } from '../../shared/giving.ts'
import { rotationsPath } from '../../shared/keyring.ts'
import {
  contentPath,
  givingPath,
  givingSignaturePath,
  type Manifest,
  type ManifestFile,
  ManifestSchema,
  manifestLimit,
} from '../../shared/manifest.ts'
import { type Rotation, RotationsSchema } from '../../shared/rotation.ts'
import type { EditionKeys } from '../keys/key-files.ts'
import { CommandError } from '../problems.ts'
import { describeFile } from './media-type.ts'
import type { FileMap } from './read-item.ts'
import type { Source } from './read-source.ts'
import { sealSource } from './seal-source.ts'
import { signDeterministic } from './sign-deterministic.ts'

export interface BuiltEdition {
  manifest: Manifest
  /** The exact bytes of `manifest.json`. */
  manifestBytes: Bytes
  /** `manifest.sig` */
  signature: Bytes
  /** Every listed file, by path. */
  files: FileMap
}

/** JSON in one byte form: members in schema order, no spaces. Throws where the value does not fit the schema every phone checks. */
const encode = <T>(schema: v.GenericSchema<unknown, T>, value: unknown): Bytes =>
  utf8(JSON.stringify(v.parse(schema, value)))

const entryOf = async (
  path: string,
  bytes: Bytes,
  description: ReturnType<typeof describeFile>,
): Promise<ManifestFile> => {
  if (!description)
    throw new CommandError(`${path}: no such type of file may be in an edition`, 'Convert or remove it.')
  const { type, group, language } = description
  return {
    path,
    type,
    bytes: bytes.length,
    sha256: await sha256(bytes),
    group,
    ...(language ? { language } : {}),
    ...(await chunksOf(bytes)),
  }
}

/** The statements by which the keys have changed, in every edition since: a phone may come by any of them first. */
const rotationsFile = (organisation: string, rotations: readonly Rotation[]): [string, Bytes][] => {
  const value = { format: 'sada-rotations/1', organisation, rotations }
  return rotations.length === 0 ? [] : [[rotationsPath, encode(RotationsSchema, value)]]
}

/** A signed edition: the same source and keys give the same bytes, signatures included. Nothing is read or written. */
export const buildEdition = async (
  source: Source,
  keys: Pick<EditionKeys, 'content' | 'donation' | 'locks' | 'rotations'>,
): Promise<BuiltEdition> => {
  const { facts, giving } = source
  const { content, files, locks, descriptions } = await sealSource(source, keys.locks ?? new Map())
  const givingBytes = encode(GivingSchema, giving)
  const all: FileMap = new Map([
    ...files,
    [contentPath, encode(ContentSchema, content)],
    [givingPath, givingBytes],
    [givingSignaturePath, signDeterministic(keys.donation, givingBytes)],
    ...rotationsFile(facts.organisation, keys.rotations ?? []),
  ])
  // Code-unit order, not the machine's locale: the same on every machine.
  const paths = [...all.keys()].sort()
  const listed: ManifestFile[] = []
  for (const path of paths)
    listed.push(await entryOf(path, all.get(path) as Bytes, descriptions.get(path) ?? describeFile(path)))
  const manifest: Manifest = {
    format: 'sada-edition/1',
    ...facts,
    files: listed,
    ...(locks.length > 0 ? { locks } : {}),
  }
  const manifestBytes = encode(ManifestSchema, manifest)
  if (manifestBytes.length > manifestLimit)
    throw new CommandError(
      `the manifest has ${manifestBytes.length} bytes, more than ${manifestLimit}`,
      'Ship fewer files.',
    )
  return { manifest, manifestBytes, signature: signDeterministic(keys.content, manifestBytes), files: all }
}
