import { parseArgs } from 'node:util'
import { fingerprint, keyId, publicKeyOf } from '../../shared/signature.ts'
import { buildEdition } from '../edition/build-edition.ts'
import { checkTrust } from '../edition/check-trust.ts'
import { organisationFile, readOrganisation } from '../edition/read-organisation.ts'
import { readSource } from '../edition/read-source.ts'
import { factsOf, summarise } from '../edition/summarise.ts'
import { writeEdition } from '../edition/write-edition.ts'
import { readEditionKeys } from '../keys/key-files.ts'
import { createPassphrases, passphraseHelp, passphraseOption } from '../keys/passphrases.ts'
import { createOutput, jsonHelp, jsonOption } from '../output.ts'
import { parseSize } from '../parse-size.ts'
import { defaultCacheFolder } from '../pictures/picture-cache.ts'
import { onlyWord, usageError } from '../problems.ts'

export const help = `
Usage: npm run sada -- edition build <source> --keys <folder> --out <folder>

Checks a plain source folder (Markdown, YAML, pictures, sound, film; see
src/organiser/demo/edition/README.md), signs it and writes an edition: plain files for any
static host. The same source gives the same bytes. What is wrong is listed with file and
line, and nothing is written then.

Options:
  --keys <folder>        the organisation's keys (made by: keys new)
  --out <folder>         where the edition goes; what it does not list is removed from there
  --organisation <file>  what the app trusts (default: src/shared/organisation.json)
  --max-file <size>      largest file a phone shall have to fetch, e.g. 20MB or 500KB (default:
                         8MB: eleven minutes at 100 kbit/s); source pictures may be larger
  --cache <folder>       where made pictures are kept for the next build (default:
                         node_modules/.cache/sada/pictures); --no-cache makes all of them again
${passphraseHelp}
${jsonHelp}

Example:
  npm run sada -- edition build src/organiser/demo/edition --keys src/organiser/demo/keys --out public/edition
`

export const run = async (argv: string[]): Promise<void> => {
  const { values, positionals } = parseArgs({
    args: argv,
    allowPositionals: true,
    options: {
      keys: { type: 'string' },
      out: { type: 'string' },
      organisation: { type: 'string', default: organisationFile },
      ...passphraseOption,
      ...jsonOption,
      'max-file': { type: 'string', default: '8MB' },
      cache: { type: 'string', default: defaultCacheFolder },
      'no-cache': { type: 'boolean', default: false },
    },
  })
  const folder = onlyWord(positionals, 'name one source folder', 'edition build')
  if (!values.keys) throw usageError('say where the keys are: --keys <folder>', 'edition build')
  if (!values.out) throw usageError('say where the edition goes: --out <folder>', 'edition build')

  const output = createOutput(values.json)
  const keys = await readEditionKeys(values.keys, createPassphrases({ file: values['passphrase-file'] }))
  const source = await readSource(folder, keys, {
    maxFile: parseSize(values['max-file'], '--max-file', 'edition build'),
    cache: values['no-cache'] ? null : values.cache,
    onProgress: (done, total, file) => output.progress(`Pictures: ${done} of ${total} ${file}`),
  })
  await checkTrust(source.facts, keys, await readOrganisation(values.organisation), values.organisation)
  const edition = await buildEdition(source, keys)
  const written = await writeEdition(values.out, edition)
  const { manifest } = edition
  const signer = fingerprint(await keyId(publicKeyOf(keys.content)))
  output.result({ ...factsOf(manifest), written, folder: values.out, signer }, [
    `${summarise(manifest)}, ${written} written to ${values.out}`,
    `Signed by ${signer}`,
  ])
}
