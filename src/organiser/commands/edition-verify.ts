import { parseArgs } from 'node:util'
import { fingerprint, keyId } from '../../shared/signature.ts'
import { lockFacts, lockLine } from '../edition/describe-locks.ts'
import { openEditionFiles } from '../edition/edition-files.ts'
import { organisationFile, readOrganisation } from '../edition/read-organisation.ts'
import { factsOf, summarise } from '../edition/summarise.ts'
import { verifyFiles } from '../edition/verify-edition.ts'
import { readLockKeys } from '../keys/lock-keys.ts'
import { createPassphrases, passphraseHelp, passphraseOption } from '../keys/passphrases.ts'
import { createOutput, jsonHelp, jsonOption } from '../output.ts'
import { onlyWord } from '../problems.ts'

export const help = `
Usage: npm run sada -- edition verify <folder|pack|address> [options]

Checks an edition as a phone would: the manifest's signature (by the keys the app trusts, or ones
that follow from them by signed changes), every file's size and hash, the donation form's second
signature, that locked items have their locks and that codes given out open them; and that nothing
else lies there. It is a folder that was built, a pack (.html or .zip, which need not hold every
file), or the address of a mirror, from which every file is fetched.

Options:
  --keys <folder>        opens locked items with their keys and checks what is inside
  --organisation <file>  whose keys to trust (default: src/shared/organisation.json)
  --others               other files may lie in the folder: what editions before it left there
${passphraseHelp}
${jsonHelp}
`

export const run = async (argv: string[]): Promise<void> => {
  const { values, positionals } = parseArgs({
    args: argv,
    allowPositionals: true,
    options: {
      organisation: { type: 'string', default: organisationFile },
      keys: { type: 'string' },
      others: { type: 'boolean', default: false },
      ...passphraseOption,
      ...jsonOption,
    },
  })
  const name = onlyWord(positionals, 'name one folder, pack or address', 'edition verify')
  const organisation = await readOrganisation(values.organisation)
  const output = createOutput(values.json)
  const files = await openEditionFiles(name)
  const passphrases = createPassphrases({ file: values['passphrase-file'] })
  const keys = values.keys === undefined ? undefined : await readLockKeys(values.keys, passphrases)
  const verified = await verifyFiles(files, organisation, {
    others: values.others,
    ...(keys && { locks: keys }),
    onProgress: (done, total) => output.progress(`${done} of ${total} files`),
  })
  const { manifest, content, signer, retired, notIncluded, findings } = verified
  findings.refuse(
    `${name} is not a good edition of ${organisation.id}`,
    files.kind === 'pack'
      ? 'No phone takes it. Ask for it again.'
      : 'Build it again, or fetch it again from a mirror.',
  )
  if (!manifest || !signer) return
  const spoken = fingerprint(await keyId(signer))
  const locks = lockFacts(manifest, content, keys, notIncluded)
  const notes = [
    ...(notIncluded.length > 0
      ? [`${notIncluded.length} of its files are not included: ${notIncluded.join(', ')}`]
      : []),
    ...(retired
      ? ['That key has handed over to another since: phones that do not have this edition do not take it.']
      : []),
  ]
  output.result({ ...factsOf(manifest), kind: files.kind, signer: spoken, retired, notIncluded, locks }, [
    `${summarise(manifest)}: everything is as signed`,
    ...locks.map(lockLine),
    `Signed by ${spoken}`,
    ...notes,
  ])
}
