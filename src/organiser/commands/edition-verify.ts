import { parseArgs } from 'node:util'
import { fingerprint, keyId } from '../../shared/signature.ts'
import { describeLocks } from '../edition/describe-locks.ts'
import { organisationFile, readOrganisation } from '../edition/read-organisation.ts'
import { summarise } from '../edition/summarise.ts'
import { verifyEdition } from '../edition/verify-edition.ts'
import { readLockKeys } from '../keys/lock-keys.ts'
import { usageError } from '../problems.ts'

export const help = `
Usage: npm run sada -- edition verify <folder> [--keys <folder>] [--organisation <file>]

Checks a built edition as a phone would: the manifest's signature, every file's size and
hash, the donation form's second signature, that locked items have their locks and codes
given out open them; and that nothing else lies in the folder.

Options:
  --keys <folder>        opens locked items with their keys and checks what is inside
  --organisation <file>  whose keys to trust (default: src/shared/organisation.json)
`

export const run = async (argv: string[]): Promise<void> => {
  const { values, positionals } = parseArgs({
    args: argv,
    allowPositionals: true,
    options: { organisation: { type: 'string', default: organisationFile }, keys: { type: 'string' } },
  })
  const [folder, ...rest] = positionals
  if (!folder || rest.length > 0) throw usageError('name one folder', 'edition verify')
  const organisation = await readOrganisation(values.organisation)
  const locks = values.keys === undefined ? undefined : await readLockKeys(values.keys)
  const { manifest, content, findings } = await verifyEdition(folder, organisation, locks)
  findings.refuse(
    `${folder} is not a good edition of ${organisation.id}`,
    'Build it again, or fetch it again from a mirror.',
  )
  if (!manifest) return
  console.log(`${summarise(manifest)}: everything is as signed`)
  for (const line of describeLocks(manifest, content, locks)) console.log(line)
  console.log(`Signed by ${fingerprint(await keyId(organisation.contentKey))}`)
}
