import { parseArgs } from 'node:util'
import { codeOf } from '../../shared/lock/code.ts'
import { wordsOf } from '../../shared/lock/lock-words.ts'
import { readLockKey } from '../keys/lock-keys.ts'
import { createPassphrases, passphraseHelp, passphraseOption } from '../keys/passphrases.ts'
import { createOutput, jsonHelp, jsonOption } from '../output.ts'
import { onlyWord, usageError } from '../problems.ts'

export const help = `
Usage: npm run sada -- lock show <id> --keys <folder> [options]

Shows the key of a locked item as it is given out: as a code of 28 characters, which notices
a mistyped one by itself, and as 12 words to be read aloud. Either opens the item on every
phone that has it, with no connection. Whoever reads this can open it: mind who sees the screen.

To give it out by an edition, name the lock in a notice's item.yaml (releases: [<id>]) and
build the next edition.

Options:
  --keys <folder>        the organisation's keys
${passphraseHelp}
${jsonHelp}
`

export const run = async (argv: string[]): Promise<void> => {
  const { values, positionals } = parseArgs({
    args: argv,
    allowPositionals: true,
    options: { keys: { type: 'string' }, ...passphraseOption, ...jsonOption },
  })
  const id = onlyWord(positionals, 'name one lock', 'lock show')
  if (!values.keys) throw usageError('say where the keys are: --keys <folder>', 'lock show')
  const passphrases = createPassphrases({ file: values['passphrase-file'] })
  const key = await readLockKey(values.keys, id, passphrases)
  const [code, words] = [codeOf(key), wordsOf(key)]
  createOutput(values.json).result({ lock: id, code, words }, [code, words])
}
