import { access } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { KeyRole } from '../../shared/keyring.ts'
import { organisationFile, readOrganisation } from '../edition/read-organisation.ts'
import { createPassphrases, passphraseHelp, passphraseOption } from '../keys/passphrases.ts'
import { rotateKeys } from '../keys/rotate-keys.ts'
import { createOutput, jsonHelp, jsonOption } from '../output.ts'
import { usageError } from '../problems.ts'

export const help = `
Usage: npm run sada -- keys rotate <folder> --out <new folder> --edition <n> [options]

Changes the keys editions are signed with. Makes a new folder: fresh content and donation keys,
the sealing and gateway keys and those of locked items as they are, and rotations.json, in which
the old keys and the new ones sign that the new ones take over from edition <n> on. Every edition
built with the new folder carries it; a phone that trusts the old keys follows, and from then on
takes nothing new that only the old ones signed. The old folder is not touched: keep it apart, and
stop signing with it.

A draft of organisation.json for the app's next version is written too; phones with the old app
follow all the same. Read the fingerprints aloud to whoever must trust them.

A stolen key can sign a change as well, to a key of the thief's; a phone believes the first it
meets. Whoever suspects a theft changes keys at once, publishes at once, and updates the app.

Options:
  --edition <n>          number of the first edition the new keys sign
  --out <folder>         where the new keys go
  --only <role>          change one key only: content or donation
  --organisation <file>  what the app trusts now (default: organisation.json in the folder, else
                         src/shared/organisation.json)
${passphraseHelp}
${jsonHelp}
`

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  )

export const run = async (argv: string[]): Promise<void> => {
  const { values, positionals } = parseArgs({
    args: argv,
    allowPositionals: true,
    options: {
      edition: { type: 'string' },
      out: { type: 'string' },
      only: { type: 'string' },
      organisation: { type: 'string' },
      ...passphraseOption,
      ...jsonOption,
    },
  })
  const usage = (message: string) => usageError(message, 'keys rotate')
  const [folder, ...rest] = positionals
  if (!folder || rest.length > 0) throw usage('name one folder of keys')
  if (!values.out) throw usage('say where the new keys go: --out <folder>')
  if (values.edition === undefined)
    throw usage('say which edition the new keys sign first: --edition <number>')
  if (!/^[1-9]\d{0,8}$/.test(values.edition)) throw usage(`not an edition's number: ${values.edition}`)
  if (values.only !== undefined && values.only !== 'content' && values.only !== 'donation')
    throw usage(`not a key that changes: ${values.only} (content or donation)`)
  const roles: KeyRole[] = values.only === undefined ? ['content', 'donation'] : [values.only]

  const inFolder = join(folder, 'organisation.json')
  const path = values.organisation ?? ((await exists(inFolder)) ? inFolder : organisationFile)
  const organisation = await readOrganisation(path)
  const edition = Number(values.edition)
  const changes = await rotateKeys(folder, values.out, {
    roles,
    edition,
    issued: `${new Date().toISOString().slice(0, 19)}Z`,
    organisation,
    passphrases: createPassphrases({ file: values['passphrase-file'] }),
  })
  createOutput(values.json).result({ organisation: organisation.id, folder: values.out, edition, changes }, [
    `New keys of ${organisation.name.en} (${organisation.id}) are in ${values.out}, for editions from ${edition} on:`,
    ...changes.flatMap(({ role, from, to }) => [
      `  ${role.padEnd(9)} before  ${from}`,
      `  ${''.padEnd(9)} now     ${to}`,
    ]),
    'Keep them secret and keep a copy apart. Build the next edition with this folder. The app follows by itself;',
    'its next version should have the new organisation.json at src/shared/organisation.json.',
  ])
}
