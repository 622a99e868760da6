import { parseArgs } from 'node:util'
import { keyFile, keyNames } from '../keys/key-files.ts'
import { newKeys } from '../keys/new-keys.ts'
import { createPassphrases, passphraseOption } from '../keys/passphrases.ts'
import { createOutput, jsonHelp, jsonOption } from '../output.ts'
import { onlyWord, usageError } from '../problems.ts'

export const help = `
Usage: npm run sada -- keys new <folder> [options]

Makes the four keys of an organisation, each in its own file that only you can read:
  content   signs editions
  donation  signs the donation form and accounts, as a second signature
  sealing   opens donors' details; keep it off every server
  gateway   signs receipts; the only one the gateway needs
and a draft of organisation.json with the public keys, to be put at src/shared/organisation.json.
Nothing is ever overwritten. Read the fingerprints aloud to whoever must trust them.

Options:
  --id <id>              the organisation's id: a-z, 0-9 and hyphens (default: my-organisation)
  --name-en <name>       its name in English
  --name-ur <name>       its name in Urdu
  --passphrase           put the private keys under a passphrase, asked for twice; every command
                         that signs will ask for it
  --passphrase-file <f>  the same, with the passphrase in the first line of a file
${jsonHelp}
`

export const run = async (argv: string[]): Promise<void> => {
  const { values, positionals } = parseArgs({
    args: argv,
    allowPositionals: true,
    options: {
      id: { type: 'string', default: 'my-organisation' },
      'name-en': { type: 'string', default: 'My organisation' },
      'name-ur': { type: 'string', default: 'میری تنظیم' },
      passphrase: { type: 'boolean', default: false },
      ...passphraseOption,
      ...jsonOption,
    },
  })
  const folder = onlyWord(positionals, 'name one folder for the keys', 'keys new')
  if (!/^[a-z0-9-]{1,64}$/.test(values.id))
    throw usageError(`not an id: ${values.id} (use a-z, 0-9 and hyphens)`, 'keys new')
  const name = { en: values['name-en'], ur: values['name-ur'] }
  if (!name.en || !name.ur) throw usageError('a name must not be empty', 'keys new')
  const file = values['passphrase-file']
  const sealed = values.passphrase || file !== undefined
  const passphrase = sealed ? await createPassphrases({ file }).choose() : null
  const { fingerprints } = await newKeys(folder, { id: values.id, name }, passphrase)
  createOutput(values.json).result({ organisation: values.id, folder, sealed, fingerprints }, [
    `Keys of ${name.en} (${values.id}) are in ${folder}${sealed ? ', under the passphrase' : ''}:`,
    ...keyNames.map((key) => `  ${keyFile(key).padEnd(18)} ${fingerprints[key]}`),
    `Keep them secret and keep a copy apart${sealed ? '; without the passphrase nobody can use them' : ''}.`,
    'Next: put organisation.json at src/shared/organisation.json.',
  ])
}
