import type { PrivateJwk } from '../../shared/signature.ts'
import { readPrivateKey } from '../keys/key-files.ts'
import { createPassphrases, passphraseHelp, passphraseOption } from '../keys/passphrases.ts'

/** The options of the commands that open donors' details where the key is. */
export const sealingKeyOptions = { keys: { type: 'string' }, ...passphraseOption } as const

export const sealingKeyHelp = `  --keys <folder>        the organisation's keys, of which the sealing key opens donors' details
${passphraseHelp}`

/** The organisation's sealing key, where its folder was named. @throws CommandError where it cannot be read */
export const sealingKeyOf = async ({
  keys,
  'passphrase-file': file,
}: {
  keys?: string | undefined
  'passphrase-file'?: string | undefined
}): Promise<PrivateJwk | null> => (keys ? readPrivateKey(keys, 'sealing', createPassphrases({ file })) : null)
