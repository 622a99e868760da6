import { parseArgs } from 'node:util'
import { lockKeyPath, newLockKey } from '../keys/lock-keys.ts'
import { passphraseFor } from '../keys/lock-passphrase.ts'
import { createPassphrases, passphraseHelp, passphraseOption } from '../keys/passphrases.ts'
import { createOutput, jsonHelp, jsonOption } from '../output.ts'
import { onlyWord, usageError } from '../problems.ts'

export const help = `
Usage: npm run sada -- lock new <id> --keys <folder> [options]

Makes the key of a locked item: 128 bits, in a file of its own that only you can read. The
item of this id is shipped sealed once its folder holds a lock.yaml, and opens with the key's
code, which "lock show" shows. The key is kept and never overwritten: building again seals by
the same key, and an item whose key is lost opens for nobody.

Where the organisation's keys are under a passphrase this one is put under the same; where they
are not, under the one of --passphrase-file, if that is named.

Options:
  --keys <folder>        the organisation's keys; the lock's goes to locks/<id>.jwk.json in it
${passphraseHelp}
${jsonHelp}

Example:
  npm run sada -- lock new at-nine --keys ~/keys
`

export const run = async (argv: string[]): Promise<void> => {
  const { values, positionals } = parseArgs({
    args: argv,
    allowPositionals: true,
    options: { keys: { type: 'string' }, ...passphraseOption, ...jsonOption },
  })
  const id = onlyWord(positionals, 'name one lock', 'lock new')
  if (!/^[a-z0-9-]{1,64}$/.test(id))
    throw usageError(`not an id: ${id} (use a-z, 0-9 and hyphens)`, 'lock new')
  if (!values.keys) throw usageError('say where the keys are: --keys <folder>', 'lock new')
  const file = values['passphrase-file']
  const passphrase = await passphraseFor(values.keys, createPassphrases({ file }), file !== undefined)
  await newLockKey(values.keys, id, passphrase)
  const path = lockKeyPath(values.keys, id)
  const sealed = passphrase !== null
  createOutput(values.json).result({ lock: id, file: path, sealed }, [
    `The key of ${id} is in ${path}${sealed ? ', under the passphrase' : ''}. Keep it secret until its hour, and keep a copy apart.`,
    `Its code, to be given out then: npm run sada -- lock show ${id} --keys ${values.keys}`,
  ])
}
