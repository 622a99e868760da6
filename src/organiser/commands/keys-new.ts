import { parseArgs } from 'node:util'
import { keyFile, keyNames } from '../keys/key-files.ts'
import { newKeys } from '../keys/new-keys.ts'
import { usageError } from '../problems.ts'

export const help = `
Usage: npm run sada -- keys new <folder> [--id <id>] [--name-en <name>] [--name-ur <name>]

Makes the four keys of an organisation, each in its own file that only you can read:
  content   signs editions
  donation  signs the donation form and accounts, as a second signature
  sealing   opens donors' details; keep it off every server
  gateway   signs receipts; the only one the gateway needs
and a draft of organisation.json with the public keys, to be put at src/shared/organisation.json.
Nothing is ever overwritten. Read the fingerprints aloud to whoever must trust them.

Options:
  --id       the organisation's id: a-z, 0-9 and hyphens (default: my-organisation)
  --name-en  its name in English
  --name-ur  its name in Urdu
`

export const run = async (argv: string[]): Promise<void> => {
  const { values, positionals } = parseArgs({
    args: argv,
    allowPositionals: true,
    options: {
      id: { type: 'string', default: 'my-organisation' },
      'name-en': { type: 'string', default: 'My organisation' },
      'name-ur': { type: 'string', default: 'میری تنظیم' },
    },
  })
  const [folder, ...rest] = positionals
  if (!folder || rest.length > 0) throw usageError('name one folder for the keys', 'keys new')
  if (!/^[a-z0-9-]{1,64}$/.test(values.id))
    throw usageError(`not an id: ${values.id} (use a-z, 0-9 and hyphens)`, 'keys new')
  const name = { en: values['name-en'], ur: values['name-ur'] }
  if (!name.en || !name.ur) throw usageError('a name must not be empty', 'keys new')
  const { fingerprints } = await newKeys(folder, { id: values.id, name })
  console.log(`Keys of ${name.en} (${values.id}) are in ${folder}:`)
  for (const key of keyNames) console.log(`  ${keyFile(key).padEnd(18)} ${fingerprints[key]}`)
  console.log(
    'Keep them secret and keep a copy apart. Next: put organisation.json at src/shared/organisation.json.',
  )
}
