import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { sumBytes } from '../../shared/manifest.ts'
import { packFileName } from '../../shared/pack/edition-pack.ts'
import { planWithin } from '../../shared/pack/plan-pack.ts'
import { organisationFile, readOrganisation } from '../edition/read-organisation.ts'
import { createOutput, jsonHelp, jsonOption } from '../output.ts'
import { readChoice, readSize } from '../pack/choice.ts'
import { itemLines, itemsAmong, sizeText } from '../pack/contents.ts'
import { openFolderEdition } from '../pack/folder-edition.ts'
import { writePackFile } from '../pack/write-pack-file.ts'
import { CommandError, onlyWord } from '../problems.ts'

export const help = `
Usage: npm run sada -- pack make <edition folder> [--out <file>] [options]

Makes one file of a built edition, or of a part of it, to be handed from phone to phone: it opens
in Sada, reads in a browser without JavaScript, and unzips. Nothing is signed anew: a phone checks
the organiser's own signature. The same choice gives the same bytes, on a phone too. The folder is
verified first; a file of that name is replaced.

Options:
  --out <file>           default: <organisation>-edition-<number>.html, which share sheets take
  --include <list>       manifesto, speeches, slideshow, songs, documentaries, notices, or ids of
                         items; everything unless said
  --languages <list>     en, ur; both unless said
  --without <list>       pictures, sound, film
  --max-size <size>      as 10MB (10^6 bytes) or 10MiB: words go in first, then pictures, sound and
                         film as far as they fit; what does not is said
  --organisation <file>  whose keys to trust (default: src/shared/organisation.json)
${jsonHelp}

Examples:
  npm run sada -- pack make edition --include manifesto,speeches --max-size 10MB
  npm run sada -- pack make edition --languages ur --without film --out urdu.html
`

export const run = async (argv: string[]): Promise<void> => {
  const { values, positionals } = parseArgs({
    args: argv,
    allowPositionals: true,
    options: {
      out: { type: 'string' },
      include: { type: 'string' },
      languages: { type: 'string' },
      without: { type: 'string' },
      'max-size': { type: 'string' },
      organisation: { type: 'string', default: organisationFile },
      ...jsonOption,
    },
  })
  const folder = onlyWord(positionals, 'name one edition folder', 'pack make')
  const most = values['max-size'] === undefined ? Number.POSITIVE_INFINITY : readSize(values['max-size'])
  const output = createOutput(values.json)
  output.progress('verifying the edition')
  const edition = await openFolderEdition(folder, await readOrganisation(values.organisation))
  const choice = readChoice(edition.content, values)
  const { plan, left } = await planWithin(edition, choice, most)
  if (plan.size > most)
    throw new CommandError(
      `not even the table of contents and the donation form fit: they take ${sizeText(plan.size)}`,
      'Allow more with --max-size.',
    )
  const { manifest, content } = edition
  const out = resolve(values.out ?? packFileName(manifest.organisation, manifest.edition))
  const total = sumBytes(plan.files)
  const code = await writePackFile(folder, edition, plan, out, (bytes) =>
    output.progress(`${sizeText(bytes)} of ${sizeText(total)}`),
  )
  const items = itemsAmong(content, manifest, plan.files)
  output.result(
    {
      file: out,
      organisation: manifest.organisation,
      edition: manifest.edition,
      bytes: plan.size,
      files: plan.files.length,
      languages: [...choice.languages],
      items,
      left: left.map(({ path, bytes }) => ({ path, bytes })),
      checkCode: code,
    },
    [
      `${out}: edition ${manifest.edition} of ${manifest.organisation}, ${plan.files.length} files, ${sizeText(plan.size)}`,
      ...itemLines(items),
      ...(left.length > 0
        ? [
            `${left.length} file${left.length === 1 ? ' does' : 's do'} not fit into ${sizeText(most)}:`,
            ...left.map(({ path, bytes }) => `  ${path}, ${sizeText(bytes)}`),
          ]
        : []),
      `Check code: ${code}`,
    ],
  )
}
