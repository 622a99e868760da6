import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as v from 'valibot'
import { type Bytes, concat, fromUtf8, sha256 } from '../../shared/bytes.ts'
import { judgeEdition } from '../../shared/edition-rule.ts'
import { findSigner, type Keyring, keyringOf, rotationsPath } from '../../shared/keyring.ts'
import { hashPath, type Manifest, type ManifestFile, ManifestSchema } from '../../shared/manifest.ts'
import type { Organisation } from '../../shared/organisation.ts'
import { followRotations } from '../../shared/rotation.ts'
import { CommandError } from '../problems.ts'
import type { Served, Target, Wanted } from './target.ts'

/** A verified edition in a folder, to be published. */
export interface Publication {
  folder: string
  manifest: Manifest
  manifestBytes: Bytes
  /** The one good signature. */
  signature: Bytes
}

/** What is published already, if it is an edition of this organisation. */
interface Standing {
  manifest: Manifest
  signature: Bytes
  /** SHA-256 of its manifest. */
  sha256: string
}

/** One thing to be done, in order. `bytes` that are sent. */
export interface Step {
  kind: 'send' | 'copy' | 'switch' | 'remove'
  name: string
  bytes: number
}

export interface PublishOptions {
  organisation: Organisation
  /** Over what the edition rule forbids. */
  force: boolean
  /** Removes what the edition does not list. */
  prune: boolean
  /** Says what would be done. */
  dryRun: boolean
  /** Bytes sent so far, of how many. */
  onProgress?: (sent: number, total: number, name: string) => void
}

export interface Published {
  /** What was there; `null` where nothing was. */
  before: { edition: number } | null
  /** Whether it is what was there already. */
  same: boolean
  steps: Step[]
  /** Files that were right already. */
  kept: number
}

const parallel = 4
const json: Served = { type: 'application/json', lasting: false }
const binary: Served = { type: 'application/octet-stream', lasting: false }
const lasting = (file: ManifestFile): Served => ({ type: file.type, lasting: true })
const changing = (file: ManifestFile): Served => ({ type: file.type, lasting: false })

const wantedOf = async (bytes: Bytes): Promise<Wanted> => ({
  bytes: bytes.length,
  sha256: await sha256(bytes),
  read: async () => bytes,
})

/** The edition that is published, by keys we know and those its own or our statements lead to; `null` where there is none we could vouch for. */
const standingAt = async (target: Target, known: Keyring): Promise<Standing | null> => {
  const bytes = await target.read('manifest.json')
  const signatures = await target.read('manifest.sig')
  if (!bytes || !signatures) return null
  const ring = await followRotations(known, await target.read(rotationsPath))
  const signed = await findSigner(ring.content, bytes, signatures)
  if (!signed) return null
  const parsed = v.safeParse(ManifestSchema, JSON.parse(fromUtf8(bytes)))
  if (!parsed.success || parsed.output.organisation !== known.id) return null
  return { manifest: parsed.output, signature: signed.signature, sha256: await sha256(bytes) }
}

/**
 * Phones never go back, and two editions of one number are told apart by nobody: whoever has the one would be warned of the other for ever.
 * @throws CommandError
 */
const assertForward = (
  standing: Standing,
  incoming: { edition: number; sha256: string },
  name: string,
): void => {
  const { edition } = standing.manifest
  const verdict = judgeEdition({ edition, sha256: standing.sha256 }, incoming)
  if (verdict === 'older')
    throw new CommandError(
      `edition ${edition} is published at ${name}, and this is edition ${incoming.edition}`,
      'Phones that have the newer one would not take it. Build it with a higher number, or say --force.',
    )
  if (verdict === 'conflict')
    throw new CommandError(
      `another edition ${edition} is published at ${name}`,
      'Phones that have it would warn of two truths. Build yours with the next number, or say --force.',
    )
}

/** Does `work` for each, some at a time; the first failure stops the rest. */
const each = async <T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> => {
  const waiting = [...items]
  let failed = false
  const next = async (): Promise<void> => {
    for (let item = waiting.shift(); item !== undefined && !failed; item = waiting.shift())
      try {
        await work(item)
      } catch (error) {
        failed = true
        throw error
      }
  }
  const ended = await Promise.allSettled(Array.from({ length: parallel }, next))
  for (const end of ended) if (end.status === 'rejected') throw end.reason
}

/**
 * Publishes a verified edition so that whoever reads at any moment, also after a run that was killed, finds one edition whole:
 * 1. new files go to their paths, which nobody asks for yet; of a file that replaces another one, both go beside, to the paths of their hashes;
 * 2. `manifest.sig` gets both signatures, the new one and that of the edition that stands, so that it fits either manifest;
 * 3. `manifest.json` is replaced: that is the switch;
 * 4. files that replace others are copied to their paths. A phone that finds another file than its manifest says asks by the hash
 *    (`packs/fetch-files.ts`), so it finds both editions' files before, meanwhile and after.
 * What is right already is not sent. What the edition does not list stays for those who still read the one before, unless `prune`.
 * @throws CommandError
 */
export const publish = async (
  { folder, manifest, manifestBytes, signature }: Publication,
  target: Target,
  { organisation, force, prune, dryRun, onProgress = () => {} }: PublishOptions,
): Promise<Published> => {
  const there = await target.list()
  // Our own statements may vouch for what stands there, too.
  const statements = await readFile(join(folder, rotationsPath)).catch(() => null)
  const standing = await standingAt(target, await followRotations(keyringOf(organisation), statements))
  const incoming = { edition: manifest.edition, sha256: await sha256(manifestBytes) }
  if (standing && !force) assertForward(standing, incoming, target.name)
  if (!standing && there.has('manifest.json') && !force)
    throw new CommandError(
      `what is published at ${target.name} is no edition of ${organisation.id}`,
      'Name another place, or say --force to replace it.',
    )
  if (!standing && prune && there.size > 0)
    throw new CommandError(
      `${target.name} is not empty and holds no edition of ${organisation.id}`,
      'Publish without --prune first, so that nothing else is removed.',
    )

  const fileOf = ({ path, bytes, sha256 }: ManifestFile): Wanted => ({
    bytes,
    sha256,
    read: async () => new Uint8Array(await readFile(join(folder, path))),
  })
  const fresh: ManifestFile[] = []
  const changed: ManifestFile[] = []
  let kept = 0
  await each(manifest.files, async (file) => {
    const size = there.get(file.path)
    if (size === undefined) fresh.push(file)
    else if (size === file.bytes && (await target.holds(file.path, fileOf(file)))) kept++
    else changed.push(file)
  })
  const byPath = (a: ManifestFile, b: ManifestFile) => (a.path < b.path ? -1 : 1)
  fresh.sort(byPath)
  changed.sort(byPath)
  // How keys follow from each other is asked for by name, before there is a manifest to believe. The file only grows, so it may be ahead.
  const ahead = changed.filter(({ path }) => path === rotationsPath)
  const switched = changed.filter(({ path }) => path !== rotationsPath)
  const beside = switched.filter(({ sha256, bytes }) => there.get(hashPath(sha256)) !== bytes)
  const same = standing?.sha256 === incoming.sha256
  const was = new Map((standing?.manifest.files ?? []).map((file) => [file.path, file]))
  /** What stands at a path that is about to be replaced, where it is to be kept for who still reads that edition. */
  const replaced = same || prune ? [] : changed.flatMap(({ path }) => was.get(path) ?? [])
  const saved = replaced.filter(
    ({ path, sha256, bytes }) => there.get(path) === bytes && !there.has(hashPath(sha256)),
  )
  const listed = new Set(['manifest.json', 'manifest.sig', ...manifest.files.map(({ path }) => path)])
  const surplus = prune ? [...there.keys()].filter((name) => !listed.has(name)) : []
  if (prune) surplus.push(...beside.map(({ sha256 }) => hashPath(sha256)))

  const step = (kind: Step['kind'], name: string, bytes = 0): Step => ({ kind, name, bytes })
  const steps: Step[] = [
    ...fresh.map(({ path, bytes }) => step('send', path, bytes)),
    ...beside.map(({ sha256, bytes }) => step('send', hashPath(sha256), bytes)),
    ...saved.map(({ sha256 }) => step('copy', hashPath(sha256))),
    ...ahead.map(({ path, bytes }) => step('send', path, bytes)),
    ...(same ? [] : [step('switch', 'manifest.json', manifestBytes.length)]),
    ...switched.map(({ path }) => step('copy', path)),
    ...[...new Set(surplus)].sort().map((name) => step('remove', name)),
  ]
  const result: Published = {
    before: standing && { edition: standing.manifest.edition },
    same,
    steps,
    kept,
  }
  if (dryRun) return result

  const total = steps.reduce((sum, { bytes }) => sum + bytes, 0)
  let sent = 0
  const told = (name: string, bytes = 0) => {
    sent += bytes
    onProgress(sent, total, name)
  }
  await each(fresh, async (file) => {
    await target.put(file.path, fileOf(file), changing(file))
    told(file.path, file.bytes)
  })
  await each(beside, async (file) => {
    await target.put(hashPath(file.sha256), fileOf(file), lasting(file))
    told(file.path, file.bytes)
  })
  await each(saved, async (file) => {
    await target.copy(file.path, hashPath(file.sha256), file, lasting(file))
    told(file.path)
  })
  await each(ahead, async (file) => {
    await target.put(file.path, fileOf(file), changing(file))
    told(file.path, file.bytes)
  })
  if (!same) {
    const both = standing ? concat(signature, standing.signature) : signature
    await target.put('manifest.sig', await wantedOf(both), binary)
    await target.put('manifest.json', await wantedOf(manifestBytes), json)
    told('manifest.json', manifestBytes.length)
  }
  await each(switched, async (file) => {
    await target.copy(hashPath(file.sha256), file.path, file, changing(file))
    told(file.path)
  })
  for (const name of new Set(surplus)) await target.remove(name)
  return result
}
