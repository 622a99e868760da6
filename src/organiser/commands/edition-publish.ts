import { parseArgs } from 'node:util'
import { organisationFile, readOrganisation } from '../edition/read-organisation.ts'
import { factsOf, summarise } from '../edition/summarise.ts'
import { verifyEdition } from '../edition/verify-edition.ts'
import { createOutput, jsonHelp, jsonOption } from '../output.ts'
import { CommandError, usageError } from '../problems.ts'
import { folderTarget } from '../publish/folder-target.ts'
import { type Published, publish, type Step } from '../publish/publish.ts'

export const help = `
Usage: npm run sada -- edition publish <built edition> <folder | s3://bucket/prefix> [options]

Publishes a built edition, so that whoever reads at any moment finds one edition whole, the old one
or the new one, also if this is killed half-way: run it again, and it goes on where it was. The
edition is verified first. New files go first, then the manifest, and only then what replaces other
files. What is right already is not sent again. Files of the edition before stay for phones that
are still fetching it, the ones that were replaced under sha256/.

It refuses to replace a newer edition, or one of the same number: phones never go back, and would
warn of two truths.

An object store is any that speaks S3. It is named by AWS_ENDPOINT_URL (default: Amazon's) and
AWS_REGION, the access key by AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY. Whether the bucket may be
read by everybody, and from other origins (CORS: GET, with the header Range), is set at the store.

Options:
  --organisation <file>  what the app trusts (default: src/shared/organisation.json)
  --dry-run              say what would be done, and do nothing
  --prune                remove what the edition does not list, also files of the edition before
  --force                replace whatever is published there
${jsonHelp}

Example:
  npm run sada -- edition publish public/edition s3://telethon/edition --dry-run
`

const size = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`

const summaryOf = ({ before, same, steps, kept }: Published, target: string, dryRun: boolean): string => {
  const sent = steps.filter(({ kind }) => kind === 'send')
  const removed = steps.filter(({ kind }) => kind === 'remove').length
  const bytes = sent.reduce((sum, step) => sum + step.bytes, 0)
  const was = same
    ? 'was there already'
    : before
      ? `replaces edition ${before.edition}`
      : 'is the first there'
  const parts = [
    `${sent.length} files ${dryRun ? 'to send' : 'sent'} (${size(bytes)})`,
    `${kept} right already`,
    ...(removed > 0 ? [`${removed} ${dryRun ? 'to remove' : 'removed'}`] : []),
  ]
  return `${target}: it ${was}; ${parts.join(', ')}`
}

const lineOf = ({ kind, name, bytes }: Step): string =>
  `  ${kind.padEnd(6)}  ${name}${bytes > 0 ? `  ${bytes} bytes` : ''}`

export const run = async (argv: string[]): Promise<void> => {
  const { values, positionals } = parseArgs({
    args: argv,
    allowPositionals: true,
    options: {
      organisation: { type: 'string', default: organisationFile },
      'dry-run': { type: 'boolean', default: false },
      prune: { type: 'boolean', default: false },
      force: { type: 'boolean', default: false },
      ...jsonOption,
    },
  })
  const [folder, to, ...rest] = positionals
  if (!folder || !to || rest.length > 0)
    throw usageError('name a built edition and where it goes', 'edition publish')
  if (/^(https?|ftp):\/\//.test(to))
    throw usageError(`cannot publish to ${to}: name a folder, or s3://bucket/prefix`, 'edition publish')
  const organisation = await readOrganisation(values.organisation)
  const output = createOutput(values.json)
  const { manifest, manifestBytes, signature, retired, findings } = await verifyEdition(
    folder,
    organisation,
    {
      onProgress: (done, total) => output.progress(`Verifying: ${done} of ${total} files`),
    },
  )
  findings.refuse(
    `${folder} is not a good edition of ${organisation.id}`,
    'Build it again; nothing was published.',
  )
  if (!manifest || !manifestBytes || !signature) return
  if (retired)
    throw new CommandError(
      `${folder} is signed with a key that has handed over to another`,
      'No phone would take it anew. Build it with the keys in force.',
    )
  const target = to.startsWith('s3://')
    ? (await import('../publish/s3-target.ts')).s3Target(to)
    : folderTarget(to)
  const dryRun = values['dry-run']
  const published = await publish({ folder, manifest, manifestBytes, signature }, target, {
    organisation,
    force: values.force,
    prune: values.prune,
    dryRun,
    onProgress: (sent, total, name) => output.progress(`${size(sent)} of ${size(total)}: ${name}`),
  })
  output.result({ ...factsOf(manifest), target: to, dryRun, ...published }, [
    summarise(manifest),
    ...(dryRun ? published.steps.map(lineOf) : []),
    summaryOf(published, to, dryRun),
  ])
}
