import { currentKey, keyringOf } from '../../shared/keyring.ts'
import type { Manifest } from '../../shared/manifest.ts'
import type { Organisation } from '../../shared/organisation.ts'
import { growKeyring } from '../../shared/rotation.ts'
import { publicKeyOf } from '../../shared/signature.ts'
import type { EditionKeys } from '../keys/key-files.ts'
import { CommandError } from '../problems.ts'

/**
 * Refuses to build what the app would refuse to read: an edition of another organisation, or signed by other keys than it trusts and than
 * follow from those.
 * @param path where `trusted` was read from, for the message
 * @throws CommandError
 */
export const checkTrust = async (
  { organisation, edition }: Pick<Manifest, 'organisation' | 'edition'>,
  keys: Pick<EditionKeys, 'content' | 'donation' | 'rotations'>,
  trusted: Organisation,
  path: string,
): Promise<void> => {
  const ring = await growKeyring(keyringOf(trusted), keys.rotations ?? [])
  const differs =
    organisation !== trusted.id
      ? `the edition is of ${organisation}, the app is of ${trusted.id}`
      : publicKeyOf(keys.content) !== currentKey(ring.content)
        ? 'the content key is another'
        : publicKeyOf(keys.donation) !== currentKey(ring.donation)
          ? 'the donation key is another'
          : null
  if (differs)
    throw new CommandError(
      `the app would refuse this edition: ${differs} (${path})`,
      'Use the keys the app trusts, or name another --organisation file.',
    )
  for (const role of ['content', 'donation'] as const) {
    const from = ring[role].at(-2)?.until ?? 1
    if (edition < from)
      throw new CommandError(
        `the ${role} key signs from edition ${from} on, and this is edition ${edition}`,
        'Give the edition a higher number in edition.yaml, or use the keys from before.',
      )
  }
}
