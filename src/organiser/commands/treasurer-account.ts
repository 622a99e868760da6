import { userInfo } from 'node:os'
import { parseArgs } from 'node:util'
import { removeTreasurer, setTreasurer, treasurerName, treasurers } from '../../gateway/gateway.ts'
import { createPassphrases } from '../keys/passphrases.ts'
import { createOutput, jsonHelp, jsonOption } from '../output.ts'
import { CommandError, onlyWord, usageError } from '../problems.ts'
import { withStorage } from '../treasurer/with-treasury.ts'

export const help = `
Usage: npm run sada -- treasurer account <name> [options]

Makes a treasurer's account on this gateway, or gives one a new password and a new authenticator,
and signs it out everywhere. Prints what the authenticator app (any that speaks TOTP) is to be
told, once. The page is at /v1/treasurer/ of the gateway, over https only.

Options:
  --data <folder>        the gateway's data folder (default: SADA_DATA or data; where DATABASE_URL
                         is postgres://…, that database)
  --password-file <f>    file whose first line is the password (on a terminal it is asked for twice)
  --remove               takes the account away; what it did stays in the ledger and the audit log
  --list                 says which accounts there are; no name then
${jsonHelp}
`

const command = 'treasurer account'

/** Shortest password, characters, as of key files. */
const chosen = (file: string | undefined): Promise<string> => createPassphrases({ file }).choose()

export const run = async (argv: string[]): Promise<void> => {
  const { values, positionals } = parseArgs({
    args: argv,
    allowPositionals: true,
    options: {
      data: { type: 'string', default: process.env.SADA_DATA || 'data' },
      'password-file': { type: 'string' },
      remove: { type: 'boolean', default: false },
      list: { type: 'boolean', default: false },
      ...jsonOption,
    },
  })
  const output = createOutput(values.json)
  if (values.list) {
    const names = await withStorage(values, (storage) => storage.read(treasurers))
    output.result({ treasurers: names }, names.length === 0 ? ['There are no accounts.'] : names)
    return
  }
  const name = onlyWord(positionals, 'name one treasurer', command)
  if (!treasurerName.test(name))
    throw usageError(`not a name: ${name} (use a-z, 0-9, dots, hyphens; 32 at most)`, command)
  const by = `${userInfo().username} (command line)`
  if (values.remove) {
    const removed = await withStorage(values, (storage) =>
      removeTreasurer(storage, { name, by, now: Date.now() }),
    )
    if (!removed) throw new CommandError(`there is no account ${name}`, 'See: treasurer account --list')
    output.result({ treasurer: name, removed }, [`${name} has no account any more and is signed out.`])
    return
  }
  const password = await chosen(values['password-file'])
  const { secret, uri } = await withStorage(values, (storage) =>
    setTreasurer(storage, { name, password, by, now: Date.now() }),
  )
  output.result({ treasurer: name, secret, uri }, [
    `${name} can sign in at /v1/treasurer/ with the password and a code of an authenticator app.`,
    'Tell the app this, now; it is not shown again:',
    `  ${uri}`,
    `  (typed by hand: ${secret.replace(/(.{4})(?=.)/g, '$1 ')})`,
  ])
}
