import { parseArgs } from 'node:util'
import { diffLocks } from '../edition/describe-locks.ts'
import { diffEditions } from '../edition/diff-editions.ts'
import { organisationFile, readOrganisation } from '../edition/read-organisation.ts'
import { verifyEdition } from '../edition/verify-edition.ts'
import { usageError } from '../problems.ts'

export const help = `
Usage: npm run sada -- edition diff <older folder> <newer folder> [--json]

Shows which files were added, changed, moved and removed between two built editions, and
how much a phone that holds the older one has to fetch, and which items were locked and
which keys given out. Both are verified first.

Options:
  --organisation <file>  whose keys to trust (default: src/shared/organisation.json)
  --json                 for programs: one JSON object
`

const signs = { added: '+', changed: '~', moved: '>', removed: '-' } as const

export const run = async (argv: string[]): Promise<void> => {
  const { values, positionals } = parseArgs({
    args: argv,
    allowPositionals: true,
    options: {
      organisation: { type: 'string', default: organisationFile },
      json: { type: 'boolean', default: false },
    },
  })
  const [older, newer, ...rest] = positionals
  if (!older || !newer || rest.length > 0) throw usageError('name two folders', 'edition diff')
  const organisation = await readOrganisation(values.organisation)
  const verified = async (folder: string) => {
    const { manifest, content, findings } = await verifyEdition(folder, organisation)
    findings.refuse(
      `${folder} is not a good edition of ${organisation.id}`,
      'Build it again, or fetch it again from a mirror.',
    )
    return manifest && { ...manifest, content: content ?? null }
  }
  const [before, after] = [await verified(older), await verified(newer)]
  if (!before || !after) return
  const { changes, same, fetch } = diffEditions(before.files, after.files)
  const locks = diffLocks(before, after)
  if (values.json) {
    console.log(JSON.stringify({ from: before.edition, to: after.edition, changes, same, fetch, locks }))
    return
  }
  for (const { kind, path, from, bytes } of changes)
    console.log(`${signs[kind]} ${path}${from ? ` (was ${from})` : ''}  ${bytes} bytes`)
  for (const { lock, kind } of locks) console.log(`* ${lock}: ${kind}`)
  console.log(
    `Edition ${before.edition} to ${after.edition}: ${changes.length} changes, ${same} files the same; ` +
      `a phone fetches ${fetch} bytes and the manifest`,
  )
  if (after.edition <= before.edition)
    console.log(
      `Note: edition ${after.edition} is not newer than ${before.edition}; phones that hold ${before.edition} will not take it.`,
    )
}
