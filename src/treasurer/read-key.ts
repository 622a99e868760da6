import * as v from 'valibot'
import { openKey, PrivateJwkSchema, SealedJwkSchema } from '../shared/sealed-jwk.ts'
import type { PrivateJwk } from '../shared/signature.ts'

/** The private key out of a file's text, by its passphrase where it is under one; `null` where it is none or the passphrase is another. */
export const readKey = async (text: string, passphrase: string): Promise<PrivateJwk | null> => {
  try {
    const read = v.parse(v.union([SealedJwkSchema, PrivateJwkSchema]), JSON.parse(text))
    return 'jwe' in read ? await openKey(read, passphrase) : read
  } catch {
    return null
  }
}
