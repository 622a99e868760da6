import { mkdir, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Organisation } from '../../shared/organisation.ts'
import { fingerprint, keyId, type PrivateJwk, publicKeyOf } from '../../shared/signature.ts'
import { CommandError, systemCode } from '../problems.ts'
import { type KeyName, keyFile, keyNames } from './key-files.ts'
import { type SealedJwk, sealKey } from './sealed-key.ts'

/** A fresh P-256 key pair as a private JWK. */
export const generateKey = async (): Promise<PrivateJwk> => {
  const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, [
    'sign',
    'verify',
  ])
  const { x, y, d } = (await crypto.subtle.exportKey('jwk', pair.privateKey)) as {
    x: string
    y: string
    d: string
  }
  return { kty: 'EC', crv: 'P-256', x, y, d }
}

export interface NewKeys {
  /** Fingerprint of each public key, in groups of four. */
  fingerprints: Record<KeyName, string>
  organisation: Organisation
}

/** A private key as its file has it: under the passphrase, where there is one. */
export const keyFileValue = (key: PrivateJwk, passphrase: string | null): Promise<PrivateJwk | SealedJwk> =>
  passphrase === null ? Promise.resolve(key) : sealKey(key, passphrase)

/** A file of keys, to be written. A string is written as it is. */
export type KeysFile = [name: string, value: unknown, mode: number]

/**
 * Writes files into a folder and those below it (mode 700 where they are made). Nothing is ever overwritten: where a file is already there, nothing at all is left
 * written.
 * @throws CommandError
 */
export const writeKeysFolder = async (folder: string, files: readonly KeysFile[]): Promise<void> => {
  const written: string[] = []
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    for (const [name, value, mode] of files) {
      const path = join(folder, name)
      await mkdir(dirname(path), { recursive: true, mode: 0o700 })
      const text = typeof value === 'string' ? value : `${JSON.stringify(value, null, 2)}\n`
      // 'wx' fails where the file exists: one system call, no gap between looking and writing.
      await writeFile(path, text, { flag: 'wx', mode })
      written.push(path)
    }
  } catch (cause) {
    await Promise.all(written.map((path) => rm(path)))
    const name = files[written.length]?.[0]
    const path = name === undefined ? folder : join(folder, name)
    if (systemCode(cause) === 'EEXIST')
      throw new CommandError(
        `${path} is already there; keys are never overwritten`,
        'Choose an empty folder.',
        { cause },
      )
    throw new CommandError(
      `cannot write ${path} (${systemCode(cause)})`,
      'Choose a folder you may write to.',
      { cause },
    )
  }
}

/**
 * Writes four new keys (mode 600; under `passphrase`, where one is given) and a draft of `organisation.json` into `folder`.
 * @throws CommandError see `writeKeysFolder`
 */
export const newKeys = async (
  folder: string,
  identity: Pick<Organisation, 'id' | 'name'>,
  passphrase: string | null = null,
): Promise<NewKeys> => {
  const keys = {} as Record<KeyName, PrivateJwk>
  for (const name of keyNames) keys[name] = await generateKey()
  const organisation: Organisation = {
    ...identity,
    contentKey: publicKeyOf(keys.content),
    donationKey: publicKeyOf(keys.donation),
    mirrors: ['/edition/'],
  }
  const files: KeysFile[] = []
  for (const name of keyNames) files.push([keyFile(name), await keyFileValue(keys[name], passphrase), 0o600])
  await writeKeysFolder(folder, [...files, ['organisation.json', organisation, 0o644]])
  const fingerprints = {} as Record<KeyName, string>
  for (const name of keyNames) fingerprints[name] = fingerprint(await keyId(publicKeyOf(keys[name])))
  return { fingerprints, organisation }
}
