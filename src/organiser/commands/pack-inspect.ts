import { parseArgs } from 'node:util'
import { sumBytes } from '../../shared/manifest.ts'
import { ProblemError } from '../../shared/problem.ts'
import { fingerprint } from '../../shared/signature.ts'
import { organisationFile, readOrganisation } from '../edition/read-organisation.ts'
import { createOutput, jsonHelp, jsonOption } from '../output.ts'
import { itemLines, itemsAmong, sizeText } from '../pack/contents.ts'
import { fileSource } from '../pack/file-source.ts'
import { type Inspected, inspectPack } from '../pack/inspect-pack.ts'
import { CommandError, onlyWord, systemCode } from '../problems.ts'

export const help = `
Usage: npm run sada -- pack inspect <file> [options]

Looks through a pack as strictly as a phone that takes it, and says what it holds, who signed it,
its number and date, its check code, and what of the edition it lacks. A pack no phone would take
is refused, with the reason and exit code 1.

Options:
  --organisation <file>  whose keys to trust (default: src/shared/organisation.json)
${jsonHelp}
`

/** The same facts for a program. */
const factsOf = ({ manifest, content, ...found }: Inspected, file: string) => ({
  file,
  organisation: manifest.organisation,
  edition: manifest.edition,
  issued: manifest.issued,
  freshUntil: manifest.freshUntil,
  signer: fingerprint(found.signer),
  givingSigned: found.givingSigned,
  bytes: found.size,
  pageBytes: found.pageBytes,
  files: found.files.length,
  items: itemsAmong(content, manifest, found.files),
  missing: found.missing.map(({ path, bytes }) => ({ path, bytes })),
  checkCode: found.code,
})

const linesOf = ({ manifest, content, ...found }: Inspected): string[] => {
  const { files, missing } = found
  const accounts =
    found.givingSigned === null
      ? 'It does not hold the donation form.'
      : found.givingSigned
        ? 'Donation form and accounts carry both signatures.'
        : 'The donation form lacks its second signature: no phone shows an account from it.'
  return [
    `Edition ${manifest.edition} of ${manifest.organisation}, issued ${manifest.issued.slice(0, 10)}, fresh until ${manifest.freshUntil.slice(0, 10)}`,
    `Signed by ${fingerprint(found.signer)}; everything in it is as signed. ${accounts}`,
    `${files.length} of ${manifest.files.length} files, ${sizeText(sumBytes(files))}; the file is ${sizeText(found.size)}, ${sizeText(found.pageBytes)} of it the page a browser shows`,
    ...itemLines(itemsAmong(content, manifest, files)),
    ...(missing.length > 0
      ? [
          `Not included: ${missing.length} files, ${sizeText(sumBytes(missing))}:`,
          ...missing.map(({ path, bytes }) => `  ${path}, ${sizeText(bytes)}`),
        ]
      : ['Nothing of the edition is missing.']),
    `Check code: ${found.code}`,
  ]
}

export const run = async (argv: string[]): Promise<void> => {
  const { values, positionals } = parseArgs({
    args: argv,
    allowPositionals: true,
    options: { organisation: { type: 'string', default: organisationFile }, ...jsonOption },
  })
  const file = onlyWord(positionals, 'name one file', 'pack inspect')
  const organisation = await readOrganisation(values.organisation)
  const output = createOutput(values.json)
  try {
    const found = await inspectPack(await fileSource(file), organisation, (done, total) =>
      output.progress(`${done} of ${total} files`),
    )
    output.result(factsOf(found, file), linesOf(found))
  } catch (cause) {
    if (cause instanceof ProblemError)
      throw new CommandError(
        `${file} is not a good pack of ${organisation.id}: ${cause.detail ?? cause.key}`,
        'No phone takes it. Ask for it again.',
        { cause },
      )
    if (systemCode(cause))
      throw new CommandError(`cannot read ${file} (${systemCode(cause)})`, 'Name a file.', { cause })
    throw cause
  }
}
