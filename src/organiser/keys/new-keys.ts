import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Organisation } from '../../shared/organisation.ts'
import { fingerprint, keyId, type PrivateJwk, publicKeyOf } from '../../shared/signature.ts'
import { CommandError, systemCode } from '../problems.ts'
import { type KeyName, keyFile, keyNames } from './key-files.ts'

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

/**
 * Writes four new keys (mode 600) and a draft of `organisation.json` into `folder` (mode 700 where it is made).
 * Nothing is ever overwritten: where a file is already there, nothing at all is left written.
 * @throws CommandError
 */
export const newKeys = async (
  folder: string,
  identity: Pick<Organisation, 'id' | 'name'>,
): Promise<NewKeys> => {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const keys = {} as Record<KeyName, PrivateJwk>
  for (const name of keyNames) keys[name] = await generateKey()
  const organisation: Organisation = {
    ...identity,
    contentKey: publicKeyOf(keys.content),
    donationKey: publicKeyOf(keys.donation),
    mirrors: ['/edition/'],
  }
  const files: [path: string, value: unknown, mode: number][] = [
    ...keyNames.map((name): [string, unknown, number] => [join(folder, keyFile(name)), keys[name], 0o600]),
    [join(folder, 'organisation.json'), organisation, 0o644],
  ]
  const written: string[] = []
  try {
    for (const [path, value, mode] of files) {
      // 'wx' fails where the file exists: one system call, no gap between looking and writing.
      await writeFile(path, `${JSON.stringify(value, null, 2)}\n`, { flag: 'wx', mode })
      written.push(path)
    }
  } catch (cause) {
    await Promise.all(written.map((path) => rm(path)))
    const path = files[written.length]?.[0] ?? folder
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
  const fingerprints = {} as Record<KeyName, string>
  for (const name of keyNames) fingerprints[name] = fingerprint(await keyId(publicKeyOf(keys[name])))
  return { fingerprints, organisation }
}
