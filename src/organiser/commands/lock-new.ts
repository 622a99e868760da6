import { parseArgs } from 'node:util'
import { lockKeyPath, newLockKey } from '../keys/lock-keys.ts'
import { usageError } from '../problems.ts'

export const help = `
Usage: npm run sada -- lock new <id> --keys <folder> [--json]

Makes the key of a locked item: 128 bits, in a file of its own that only you can read. The
item of this id is shipped sealed once its folder holds a lock.yaml, and opens with the key's
code, which "lock show" shows. The key is kept and never overwritten: building again seals by
the same key, and an item whose key is lost opens for nobody.

Options:
  --keys <folder>  the organisation's keys; the lock's goes to locks/<id>.jwk.json in it
  --json           for programs: one JSON object

Example:
  npm run sada -- lock new at-nine --keys ~/keys
`

export const run = async (argv: string[]): Promise<void> => {
  const { values, positionals } = parseArgs({
    args: argv,
    allowPositionals: true,
    options: { keys: { type: 'string' }, json: { type: 'boolean', default: false } },
  })
  const [id, ...rest] = positionals
  if (!id || rest.length > 0) throw usageError('name one lock', 'lock new')
  if (!/^[a-z0-9-]{1,64}$/.test(id))
    throw usageError(`not an id: ${id} (use a-z, 0-9 and hyphens)`, 'lock new')
  if (!values.keys) throw usageError('say where the keys are: --keys <folder>', 'lock new')
  await newLockKey(values.keys, id)
  const file = lockKeyPath(values.keys, id)
  if (values.json) {
    console.log(JSON.stringify({ lock: id, file }))
    return
  }
  console.log(`The key of ${id} is in ${file}. Keep it secret until its hour, and keep a copy apart.`)
  console.log(`Its code, to be given out then: npm run sada -- lock show ${id} --keys ${values.keys}`)
}
