import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { toBase64Url } from '../../shared/bytes.ts'
import { type FormerKey, type KeyRole, rotationsPath } from '../../shared/keyring.ts'
import type { Organisation } from '../../shared/organisation.ts'
import { type Rotation, rotationBytes } from '../../shared/rotation.ts'
import { fingerprint, keyId, type PrivateJwk, publicKeyOf } from '../../shared/signature.ts'
import { signDeterministic } from '../edition/sign-deterministic.ts'
import { CommandError } from '../problems.ts'
import { keyFile, keyNames, readKey, readPublicKey, readRotations } from './key-files.ts'
import { lockKeyFile, lockKeyIds, lockKeyPath } from './lock-keys.ts'
import { generateKey, type KeysFile, keyFileValue, writeKeysFolder } from './new-keys.ts'
import type { Passphrases } from './passphrases.ts'

export interface RotateOptions {
  /** Which keys; at least one. */
  roles: readonly KeyRole[]
  /** Number of the first edition the new keys sign. */
  edition: number
  /** When, ISO 8601 in UTC. */
  issued: string
  /** What the app trusts now. */
  organisation: Organisation
  passphrases: Passphrases
}

/** A change, with fingerprints to be read aloud. */
export interface Change {
  role: KeyRole
  from: string
  to: string
}

/** What hands over from one key to the next, signed by both; the same keys and facts give the same bytes. */
export const signRotation = (
  organisation: string,
  facts: Pick<Rotation, 'role' | 'issued' | 'edition'>,
  from: PrivateJwk,
  to: PrivateJwk,
): Rotation => {
  const said = { ...facts, from: publicKeyOf(from), to: publicKeyOf(to) }
  const bytes = rotationBytes(organisation, said)
  const signed = (key: PrivateJwk) => toBase64Url(signDeterministic(key, bytes))
  const { role, issued, edition } = facts
  return { role, from: said.from, to: said.to, issued, edition, byOld: signed(from), byNew: signed(to) }
}

const spoken = async (key: string): Promise<string> => fingerprint(await keyId(key))

/**
 * Makes a new folder of keys out of an old one: fresh keys for the roles, the others and those of locks as they are, every statement so far and the new ones,
 * and a draft of `organisation.json` for the app's next version. A new key is under a passphrase where the old one was, and the same one.
 * The old folder is not touched.
 * @throws CommandError
 */
export const rotateKeys = async (folder: string, out: string, options: RotateOptions): Promise<Change[]> => {
  const { roles, edition, issued, organisation, passphrases } = options
  const before = await readRotations(folder)
  const trusted = { content: organisation.contentKey, donation: organisation.donationKey }
  const files: KeysFile[] = []
  const rotations = [...before]
  const changes: Change[] = []
  const now = { ...trusted }
  for (const name of keyNames) {
    if (name === 'content' || name === 'donation') {
      if ((await readPublicKey(folder, name)) !== trusted[name])
        throw new CommandError(
          `the ${name} key in ${folder} is not the one the app trusts`,
          "Change the keys in force, or name the organisation's own file: --organisation <file>",
        )
      const last = before.findLast(({ role }) => role === name)
      if (roles.includes(name)) {
        if (last && edition < last.edition)
          throw new CommandError(
            `the ${name} key signs from edition ${last.edition} on; it cannot hand over at edition ${edition}`,
            'Name the number of the first edition the new keys shall sign: --edition <n>',
          )
        const { key, passphrase } = await readKey(folder, name, passphrases)
        const fresh = await generateKey()
        const rotation = signRotation(organisation.id, { role: name, issued, edition }, key, fresh)
        rotations.push(rotation)
        now[name] = rotation.to
        changes.push({ role: name, from: await spoken(rotation.from), to: await spoken(rotation.to) })
        files.push([keyFile(name), await keyFileValue(fresh, passphrase), 0o600])
        continue
      }
    }
    await readPublicKey(folder, name) // Says what is wrong with it, if anything.
    files.push([keyFile(name), await readFile(join(folder, keyFile(name)), 'utf8'), 0o600])
  }
  // The same item must be sealed by the same key each time: what was given out at nine opens it in the next edition too.
  for (const id of await lockKeyIds(folder))
    files.push([lockKeyFile(id), await readFile(lockKeyPath(folder, id), 'utf8'), 0o600])
  const { id, name, mirrors } = organisation
  const next: Organisation = {
    id,
    name,
    contentKey: now.content,
    donationKey: now.donation,
    former: rotations.map(
      ({ role, from, edition, issued }): FormerKey => ({ role, key: from, until: edition, ended: issued }),
    ),
    mirrors,
  }
  await writeKeysFolder(out, [
    ...files,
    [rotationsPath, { format: 'sada-rotations/1', organisation: id, rotations }, 0o644],
    ['organisation.json', next, 0o644],
  ])
  return changes
}
