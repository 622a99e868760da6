import type { Organisation } from '../../shared/organisation.ts'
import { publicKeyOf } from '../../shared/signature.ts'
import type { EditionKeys } from '../keys/key-files.ts'
import { CommandError } from '../problems.ts'

/**
 * Refuses to build what the app would refuse to read: an edition of another organisation, or signed by other keys than it trusts.
 * @param path where `trusted` was read from, for the message
 * @throws CommandError
 */
export const checkTrust = (
  organisation: string,
  keys: Pick<EditionKeys, 'content' | 'donation'>,
  trusted: Organisation,
  path: string,
): void => {
  const differs =
    organisation !== trusted.id
      ? `the edition is of ${organisation}, the app is of ${trusted.id}`
      : publicKeyOf(keys.content) !== trusted.contentKey
        ? 'the content key is another'
        : publicKeyOf(keys.donation) !== trusted.donationKey
          ? 'the donation key is another'
          : null
  if (differs)
    throw new CommandError(
      `the app would refuse this edition: ${differs} (${path})`,
      'Use the keys the app trusts, or name another --organisation file.',
    )
}
