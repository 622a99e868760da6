import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Content, Item } from '../../shared/content.ts'
import type { Giving } from '../../shared/giving.ts'
import type { Manifest } from '../../shared/manifest.ts'
import type { PublicKey } from '../../shared/signature.ts'
import { makePictures } from '../pictures/make-pictures.ts'
import { pictureCache } from '../pictures/picture-cache.ts'
import { CommandError, systemCode } from '../problems.ts'
import { buildGiving, minimumAppOf } from './build-giving.ts'
import { checkLinks } from './check-links.ts'
import { duplicates } from './duplicates.ts'
import { createFindings, type Findings } from './findings.ts'
import { readListFile } from './list-file.ts'
import { readGiving } from './read-giving.ts'
import { type FileMap, readItem } from './read-item.ts'
import { checkReleases, type LockSource, type ReleaseSource, readLock } from './read-lock.ts'
import { type SourceOptions, withDefaults } from './source-options.ts'
import {
  EditionFileSchema,
  EventFileSchema,
  OrganisationFileSchema,
  ProgrammeRowSchema,
} from './source-schemas.ts'
import type { SourceFile } from './source-text.ts'
import { readYaml } from './yaml-file.ts'

/** All of an edition before it is put into files. */
export interface Source {
  facts: Pick<Manifest, 'organisation' | 'edition' | 'issued' | 'freshUntil' | 'minimumApp'>
  content: Content
  giving: Giving
  /** What items refer to, by path in the edition. */
  files: FileMap
  /** What of it is to be sealed (`sealSource`); all of it is still readable here. */
  locks: readonly LockSource[]
  releases: readonly ReleaseSource[]
}

const advice = 'Mend what is listed and build again; nothing was written.'

/** Folders under `items/`, in reading order. */
const itemFolders = async (root: string, findings: Findings): Promise<string[]> => {
  let names: string[]
  try {
    names = (await readdir(join(root, 'items'))).filter((name) => !name.startsWith('.'))
  } catch (cause) {
    throw new CommandError(
      `${join(root, 'items')} cannot be read (${systemCode(cause)})`,
      'Name an edition source folder; src/organiser/demo/edition is an example and its README.md says what belongs in it.',
      { cause },
    )
  }
  const good = names.filter((name) => /^\d+-[a-z0-9-]{1,64}$/.test(name))
  for (const name of names)
    if (!good.includes(name))
      findings.add({ file: `items/${name}`, message: 'name it <order>-<id>, e.g. 20-clinics' })
  const order = (name: string): number => Number.parseInt(name, 10)
  good.sort((a, b) => order(a) - order(b) || (a < b ? -1 : 1))
  for (const [index, id] of duplicates(good.map((name) => name.replace(/^\d+-/, ''))))
    findings.add({ file: `items/${good[index]}`, message: `the id ${id} is used twice` })
  return good
}

const checkProgramme = (
  { value: entries, complain }: SourceFile<Content['programme']>,
  event: Content['event'],
  items: readonly Item[],
): void => {
  for (const [index, id] of duplicates(entries.map((entry) => entry.id)))
    complain([index, 'id'], `the id ${id} is used twice`)
  let last = Date.parse(event.starts)
  entries.forEach((entry, index) => {
    const starts = Date.parse(entry.starts)
    if (starts < last) complain([index, 'starts'], 'is before the entry above it, or before the event')
    if (starts + entry.seconds * 1000 > Date.parse(event.ends))
      complain([index, 'seconds'], 'ends after the event')
    if (entry.item !== undefined && !items.some(({ id }) => id === entry.item))
      complain([index, 'item'], `there is no item ${entry.item}`)
    last = starts
  })
}

/**
 * Reads and checks a plain source folder, and makes its pictures once nothing is wrong with the rest.
 * @throws CommandError listing everything that is wrong, with file and line or field.
 */
export const readSource = async (
  root: string,
  keys: { sealing: PublicKey; gateway: PublicKey; locks?: Pick<ReadonlySet<string>, 'has'> },
  options: SourceOptions = {},
): Promise<Source> => {
  const { maxFile, cache, onProgress } = withDefaults(options)
  const findings = createFindings()
  const folders = await itemFolders(root, findings)
  const edition = await readYaml(root, 'edition.yaml', EditionFileSchema, findings)
  const organisation = await readYaml(root, 'organisation.yaml', OrganisationFileSchema, findings)
  const event = await readYaml(root, 'event.yaml', EventFileSchema, findings)
  const programme = await readListFile(root, 'programme', ProgrammeRowSchema, findings)
  const form = await readGiving(root, findings)
  const read = []
  for (const folder of folders) {
    const entry = await readItem(root, folder, maxFile, findings)
    if (entry) read.push(entry)
  }
  const locks: LockSource[] = []
  for (const folder of folders) {
    const lock = await readLock(root, folder, keys.locks ?? new Set(), findings)
    if (lock) locks.push(lock)
  }
  const releases = read.map(({ release }) => release)
  checkReleases(releases, locks)

  const items = read.map(({ item }) => item)
  if (edition && edition.value.issued >= edition.value.freshUntil)
    edition.complain(['freshUntil'], 'must be after issued')
  if (event && Date.parse(event.value.starts) >= Date.parse(event.value.ends))
    event.complain(['ends'], 'must be after starts')
  // References are checked only where what they refer to could be read: one mistake, one finding.
  if (items.length === folders.length) {
    if (programme && event) checkProgramme(programme, event.value, items)
    checkLinks(read, findings)
  }
  const giving = form && organisation ? buildGiving(form, organisation.value.id, keys) : null
  const app = giving ? minimumAppOf(giving) : 0
  if (edition && edition.value.minimumApp < app)
    edition.complain(['minimumApp'], `must be ${app} or more: older apps do not know what giving.yaml asks`)

  const refuse = () =>
    findings.refuse(`the edition in ${root} is refused: ${findings.list.length} finding(s)`, advice)
  refuse()
  if (!edition || !organisation || !event || !programme || !giving)
    throw new Error('a source file is missing and nobody said so')
  const pictures = await makePictures(
    read.flatMap((entry) => entry.pictures),
    findings,
    { cache: cache === null ? null : pictureCache(cache), maxFile, ...(onProgress && { onProgress }) },
  )
  refuse()
  const files: FileMap = new Map([...read.flatMap((entry) => [...entry.files]), ...pictures])
  const { broadcasts, mirrors, ...numbers } = edition.value
  const { id, ...names } = organisation.value
  return {
    facts: { organisation: id, ...numbers },
    content: {
      format: 'sada-content/1',
      organisation: names,
      event: event.value,
      broadcasts,
      mirrors,
      programme: programme.value,
      items,
    },
    giving,
    files,
    locks,
    releases,
  }
}
