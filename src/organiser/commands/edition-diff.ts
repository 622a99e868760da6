import { parseArgs } from 'node:util'
import { diffLocks } from '../edition/describe-locks.ts'
import { diffEditions } from '../edition/diff-editions.ts'
import { diffTerms } from '../edition/diff-terms.ts'
import { openEditionFiles } from '../edition/edition-files.ts'
import { organisationFile, readOrganisation } from '../edition/read-organisation.ts'
import { verifyFiles } from '../edition/verify-edition.ts'
import { createOutput, jsonHelp, jsonOption } from '../output.ts'
import { usageError } from '../problems.ts'

export const help = `
Usage: npm run sada -- edition diff <older> <newer> [options]

Shows which files were added, changed, moved and removed between two built editions, and
how much a phone that holds the older one has to fetch, which items were locked and which keys given
out, and whether declarations changed without their versions. Each is a folder, or the address of a mirror. Both are verified first.

Options:
  --organisation <file>  whose keys to trust (default: src/shared/organisation.json)
${jsonHelp}
`

const signs = { added: '+', changed: '~', moved: '>', removed: '-' } as const

export const run = async (argv: string[]): Promise<void> => {
  const { values, positionals } = parseArgs({
    args: argv,
    allowPositionals: true,
    options: {
      organisation: { type: 'string', default: organisationFile },
      ...jsonOption,
    },
  })
  const [older, newer, ...rest] = positionals
  if (!older || !newer || rest.length > 0) throw usageError('name two editions', 'edition diff')
  const organisation = await readOrganisation(values.organisation)
  const output = createOutput(values.json)
  const verified = async (name: string) => {
    const { manifest, content, giving, findings } = await verifyFiles(
      await openEditionFiles(name),
      organisation,
      {
        onProgress: (done, total) => output.progress(`${name}: ${done} of ${total} files`),
      },
    )
    findings.refuse(
      `${name} is not a good edition of ${organisation.id}`,
      'Build it again, or fetch it again from a mirror.',
    )
    return manifest && { ...manifest, content, giving }
  }
  const [before, after] = [await verified(older), await verified(newer)]
  if (!before || !after) return
  const { changes, same, fetch } = diffEditions(before.files, after.files)
  const locks = diffLocks(before, after)
  const terms = before.giving && after.giving ? diffTerms(before.giving, after.giving) : []
  const notes = [
    ...terms.map((note) => `Note: ${note}`),
    ...(after.edition <= before.edition
      ? [
          `Note: edition ${after.edition} is not newer than ${before.edition}; phones that hold ${before.edition} will not take it.`,
        ]
      : []),
  ]
  output.result({ from: before.edition, to: after.edition, changes, same, fetch, locks, terms }, [
    ...changes.map(
      ({ kind, path, from, bytes }) =>
        `${signs[kind]} ${path}${from ? ` (was ${from})` : ''}  ${bytes} bytes`,
    ),
    ...locks.map(({ lock, kind }) => `* ${lock}: ${kind}`),
    `Edition ${before.edition} to ${after.edition}: ${changes.length} changes, ${same} files the same; ` +
      `a phone fetches ${fetch} bytes and the manifest`,
    ...notes,
  ])
}
