import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { keyFile, readKey } from './key-files.ts'
import type { Passphrases } from './passphrases.ts'

/**
 * The passphrase a lock's new key is to be under: that of the organisation's keys, once it has opened one of them, so that one passphrase
 * builds an edition. Where they lie open, or are not here, a new one if it is `wanted`; else `null`.
 * @throws CommandError
 */
export const passphraseFor = async (
  keys: string,
  passphrases: Passphrases,
  wanted: boolean,
): Promise<string | null> => {
  const there = existsSync(join(keys, keyFile('content')))
  const { passphrase = null } = there ? await readKey(keys, 'content', passphrases) : {}
  return passphrase ?? (wanted ? passphrases.choose() : null)
}
