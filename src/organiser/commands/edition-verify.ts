import { parseArgs } from 'node:util'
import { fingerprint, keyId } from '../../shared/signature.ts'
import { organisationFile, readOrganisation } from '../edition/read-organisation.ts'
import { summarise } from '../edition/summarise.ts'
import { verifyEdition } from '../edition/verify-edition.ts'
import { usageError } from '../problems.ts'

export const help = `
Usage: npm run sada -- edition verify <folder> [--organisation <file>]

Checks a built edition as a phone would: the manifest's signature, every file's size and
hash, the donation form's second signature; and that nothing else lies in the folder.

Options:
  --organisation <file>  whose keys to trust (default: src/shared/organisation.json)
`

export const run = async (argv: string[]): Promise<void> => {
  const { values, positionals } = parseArgs({
    args: argv,
    allowPositionals: true,
    options: { organisation: { type: 'string', default: organisationFile } },
  })
  const [folder, ...rest] = positionals
  if (!folder || rest.length > 0) throw usageError('name one folder', 'edition verify')
  const organisation = await readOrganisation(values.organisation)
  const { manifest, findings } = await verifyEdition(folder, organisation)
  findings.refuse(
    `${folder} is not a good edition of ${organisation.id}`,
    'Build it again, or fetch it again from a mirror.',
  )
  if (!manifest) return
  console.log(`${summarise(manifest)}: everything is as signed`)
  console.log(`Signed by ${fingerprint(await keyId(organisation.contentKey))}`)
}
