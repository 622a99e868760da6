import { readFile } from 'node:fs/promises'
import { CommandError, systemCode } from '../problems.ts'
import { askSecret } from './ask-secret.ts'

/** The option of every command that reads private keys: `options: { ...passphraseOption, … }`. */
export const passphraseOption = { 'passphrase-file': { type: 'string' } } as const

/** Its lines in `--help`. */
export const passphraseHelp = `  --passphrase-file <f>  file whose first line is the keys' passphrase (default:
                         SADA_PASSPHRASE_FILE; on a terminal it is asked for)`

/** Shortest passphrase for new keys, characters (NIST SP 800-63B section 3.1.1.2: at least eight). Longer is better: several words. */
export const leastPassphrase = 8

/** How often a person may mistype. */
const tries = 3

/** Where passphrases come from: a file, else a person at a terminal. */
export interface Passphrases {
  /**
   * Finds the passphrase that opens something. One that opened something before is tried first.
   * @param attempt `null` where the passphrase is another
   * @throws CommandError where there is none, or it is wrong
   */
  open<T>(
    what: string,
    attempt: (passphrase: string) => Promise<T | null>,
  ): Promise<{ value: T; passphrase: string }>
  /** A passphrase for new keys; on a terminal it is asked for twice. @throws CommandError */
  choose(): Promise<string>
}

interface World {
  /** Path of a passphrase file, if one was named. */
  file?: string | undefined
  env?: Record<string, string | undefined>
  /** `null` where nobody can be asked. */
  ask?: ((prompt: string) => Promise<string | null>) | null
}

const givenUp = () => new CommandError('no passphrase was given', 'Nothing was done.')

/** The first line of a file that holds a secret. @throws CommandError */
export const firstLineOf = async (path: string): Promise<string> => {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (cause) {
    throw new CommandError(
      `cannot read the passphrase file ${path} (${systemCode(cause)})`,
      'Name a file whose first line is the passphrase.',
      { cause },
    )
  }
  const [line = ''] = text.split(/\r?\n/, 1)
  if (line === '') throw new CommandError(`the first line of ${path} is empty`, 'Put the passphrase there.')
  return line
}

export const createPassphrases = ({
  file,
  env = process.env,
  ask = process.stdin.isTTY ? askSecret : null,
}: World = {}): Passphrases => {
  const path = file ?? (env.SADA_PASSPHRASE_FILE || undefined)
  let known: string | null = null
  return {
    async open(what, attempt) {
      const opened = async (passphrase: string) => {
        const value = await attempt(passphrase)
        if (value === null) return null
        known = passphrase
        return { value, passphrase }
      }
      if (known !== null) {
        const again = await opened(known)
        if (again) return again
      }
      if (path !== undefined) {
        const good = await opened(await firstLineOf(path))
        if (good) return good
        throw new CommandError(
          `the passphrase in ${path} does not open ${what}`,
          'Name the file with the passphrase these keys were made with: --passphrase-file <file>',
        )
      }
      if (!ask)
        throw new CommandError(
          `${what} is under a passphrase, and there is no terminal to ask for it`,
          'Name a file with it: --passphrase-file <file>, or SADA_PASSPHRASE_FILE.',
        )
      for (let left = tries; left > 0; left--) {
        const typed = await ask(`Passphrase of ${what}: `)
        if (typed === null) throw givenUp()
        const good = await opened(typed)
        if (good) return good
      }
      throw new CommandError(`the passphrase does not open ${what}`, 'Nothing was done.')
    },
    async choose() {
      const chosen = path !== undefined ? await firstLineOf(path) : ask && (await askTwice(ask))
      if (chosen === null)
        throw new CommandError(
          'there is no terminal to ask for a passphrase',
          'Name a file with it: --passphrase-file <file>, or SADA_PASSPHRASE_FILE.',
        )
      if ([...chosen].length < leastPassphrase)
        throw new CommandError(
          `the passphrase is shorter than ${leastPassphrase} characters`,
          'Choose a longer one: several words nobody would guess together.',
        )
      return chosen
    },
  }
}

/** Opens a key file. `attempt`: `null` where the passphrase is another. @throws CommandError where there is none, it is wrong, or the file is damaged */
export const openSealed = <T>(
  path: string,
  attempt: (passphrase: string) => Promise<T | null>,
  passphrases: Passphrases,
): Promise<{ value: T; passphrase: string }> =>
  passphrases.open(path, async (passphrase) => {
    try {
      return await attempt(passphrase)
    } catch (cause) {
      throw new CommandError(
        `${path} is damaged: ${cause instanceof Error ? cause.message : cause}`,
        'Take it from the copy you keep apart.',
        { cause },
      )
    }
  })

const askTwice = async (ask: (prompt: string) => Promise<string | null>): Promise<string> => {
  for (let left = tries; left > 0; left--) {
    const first = await ask('New passphrase: ')
    const second = first === null ? null : await ask('The same again: ')
    if (first === null || second === null) throw givenUp()
    if (first === second) return first
  }
  throw new CommandError('the two passphrases differ', 'Nothing was done.')
}
