import type { Bytes } from '../shared/bytes.ts'
import type { Content } from '../shared/content.ts'
import { unkeptVariants } from '../shared/kept-pictures.ts'
import { findSigner, type Keyring, rotationsLimit, rotationsPath } from '../shared/keyring.ts'
import { type ManifestFile, manifestLimit } from '../shared/manifest.ts'
import { type Sight, variantToKeep } from '../shared/picture.ts'
import { ProblemError, toProblem } from '../shared/problem.ts'
import type { EditionSource } from './edition-source.ts'
import type { EditionStore } from './edition-store.ts'
import { type FetchJob, fetchFiles, largeBytes } from './fetch-files.ts'
import { planImport } from './import-plan.ts'
import { type Progress, progressMeter } from './import-progress.ts'
import { assertTakeable } from './keep-rule.ts'
import { keyringFrom, openOffered } from './keyring.ts'
import { openIndex } from './open-index.ts'
import type { Trust, VerifiedManifest } from './open-manifest.ts'

export interface ImportOptions {
  signal?: AbortSignal
  onProgress?: (progress: Progress) => void
  /** A verified file was stored. */
  onStored?: (sha256: string) => void
  /** The edition became the current one; pictures, sound and film may still be coming. */
  onSwitched?: (edition: number) => void | Promise<void>
  /** Awaited before pictures, sound and film of a mirror are fetched: what must not be crowded out by them. */
  beforeMedia?: () => Promise<void>
  /** Which files at all; every one unless said. Index and words of a mirror's edition should be among them. */
  wants?: (file: ManifestFile) => boolean
  /** What this phone can show: of each picture one variant is taken. All of them unless said. */
  sight?: Sight
  /** Which pictures, sound and film somebody waits for. */
  first?: (file: ManifestFile) => boolean
  /** Files under way at the same time: three fill a link with long round trips and do not crowd a thin one. */
  parallel?: number
  /** Version of the edition format this app reads; its own unless a test says otherwise. */
  appVersion?: number
  /** ms since the epoch. */
  now?: number
}

/** As many connections as a browser opens to one server (HTTP/1.1). */
const wordsParallel = 6

export interface ImportOutcome {
  edition: number
  /** Whether it was newer than what was there; `false` where missing files were filled in, or nothing was missing. */
  newer: boolean
}

/** A small file, or `null` where the source has none of that name and size. */
const getOrNone = async (
  source: EditionSource,
  name: string,
  limit: number,
  signal: AbortSignal | undefined,
): Promise<Bytes | null> => {
  try {
    return await source.get(name, { limit, ...(signal && { signal }) })
  } catch (error) {
    // A host that answers with its start page for what it has not (`portal`) has none either.
    if (error instanceof ProblemError && ['not-found', 'size', 'portal'].includes(error.key)) return null
    throw error
  }
}

/**
 * The manifest a source offers. An edition without a signature is an unsigned one, wherever the signature went. Where it is signed with no
 * key we know, the source may show how that key follows from ours.
 */
const fetchManifest = async (
  source: EditionSource,
  ring: Keyring,
  { signal, appVersion }: ImportOptions,
): Promise<{ verified: VerifiedManifest; ring: Keyring }> => {
  const bytes = await source.get('manifest.json', { limit: manifestLimit, ...(signal && { signal }) })
  const signature = await getOrNone(source, 'manifest.sig', 1024, signal)
  if (!signature) throw new ProblemError('signature', 'no manifest.sig')
  const statements = () => getOrNone(source, rotationsPath, rotationsLimit, signal)
  return openOffered({ manifest: bytes, signature, statements }, ring, appVersion)
}

/** Keeps a file; where the storage is full, lets go of what neither the open edition nor the coming one needs, and tries once more. */
const keepFile = async (
  file: ManifestFile,
  bytes: Bytes | Blob,
  store: EditionStore,
  coming: ReadonlySet<string>,
): Promise<void> => {
  try {
    await store.put(file.sha256, bytes)
  } catch (error) {
    if (toProblem(error).key !== 'storage-full') throw error
    if ((await store.tidy({ previous: 0, keep: coming })) === 0) throw error
    await store.put(file.sha256, bytes)
  }
}

/** Whether the edition is the current one already and its signed bytes are undamaged. */
const holdsWhole = async (store: EditionStore, ring: Keyring, sha256: string): Promise<boolean> => {
  const current = await store.current()
  return (
    current?.sha256 === sha256 &&
    (await findSigner(ring.content, current.manifest, current.signature)) !== null
  )
}

/** Variants of pictures that are not taken: another one is held, or offered, or better. */
const sparedFiles = (
  content: Content,
  { manifest }: VerifiedManifest,
  held: ReadonlySet<string>,
  { holds }: EditionSource,
  sight: Sight | undefined,
): ReadonlySet<string> => {
  if (!sight) return new Set()
  const here = new Set(manifest.files.filter(({ sha256 }) => held.has(sha256)).map(({ path }) => path))
  const at = [here, ...(holds ? [holds] : [])].map((paths) => (path: string) => paths.has(path))
  return unkeptVariants(content, (picture) => variantToKeep(picture, sight, ...at))
}

/**
 * The one way in for an edition, from whatever source. Nothing is believed before it is verified, nothing verified is fetched
 * twice, and until the switch whatever was open before stays open (order: README.md).
 * @returns once every file of the edition that is wanted, and that the source has, is stored
 * @throws ProblemError `signature`, `manifest`, `minimum-app`, `older`, `conflict`, `size`, `hash`, `storage-full`, `storage-blocked`, `pack`,
 * `unknown-key` (one that has handed over), or the source's own (`not-found`, `offline`, `timeout`, `portal`, `server`); the signal's reason where it was aborted
 */
export const importEdition = async (
  source: EditionSource,
  store: EditionStore,
  trust: Trust,
  options: ImportOptions = {},
): Promise<ImportOutcome> => {
  const { verified, ring } = await fetchManifest(source, await keyringFrom(store, trust), options)
  const { manifest, signer } = verified
  const incoming = { edition: manifest.edition, sha256: verified.sha256 }
  const highest = await store.highest()
  assertTakeable(highest, verified, ring)

  const { holds } = source
  const wants = options.wants ?? (() => true)
  const held = await store.hashes()
  const mayTake = (file: ManifestFile) => wants(file) && (holds?.has(file.path) ?? true)
  const first = planImport(manifest, held, mayTake, options.first)
  const coming = new Set(manifest.files.map((file) => file.sha256))
  const job: FetchJob = {
    source,
    keep: async (file, bytes) => {
      await keepFile(file, bytes, store, coming)
      if (!holds && file.bytes > largeBytes) await store.pieces?.drop(file.sha256)
      options.onStored?.(file.sha256)
    },
    meter: progressMeter(first, options.onProgress ?? (() => {})),
    signal: options.signal ?? new AbortController().signal,
    parallel: options.parallel ?? 3,
    pieces: holds ? null : store.pieces,
  }
  await fetchFiles(first.index, job)
  const index = await openIndex(manifest, store, ring)
  // Only the index tells which files are the same picture.
  const spared = sparedFiles(index.content, verified, held, source, options.sight)
  const known = new Set([...held, ...first.index.map(({ sha256 }) => sha256)])
  const plan =
    spared.size > 0
      ? planImport(manifest, known, (file) => mayTake(file) && !spared.has(file.path), options.first)
      : first
  if (plan !== first) job.meter.replan(plan)
  // Each is a kilobyte or so: on a long link only the round trips count.
  await fetchFiles(plan.words, { ...job, parallel: Math.max(job.parallel, wordsParallel) })
  if (holds) {
    await fetchFiles(plan.media, job)
    // Ours are right whatever the pack says; but one that has a wrong file is refused, not picked over.
    const fetched = new Set([...first.index, ...plan.words, ...plan.media].map(({ path }) => path))
    for (const file of manifest.files)
      if (holds.has(file.path) && !fetched.has(file.path)) await source.assertRight?.(file, job.signal)
  }

  const switching = !(await holdsWhole(store, ring, incoming.sha256))
  if (switching) {
    await store.switchTo({
      ...incoming,
      manifest: verified.bytes,
      signature: verified.signature,
      signer,
      ring: index.ring,
      givingSigned: !index.givingUnsigned,
      importedAt: options.now ?? Date.now(),
    })
    await options.onSwitched?.(incoming.edition)
  }
  if (!holds) await options.beforeMedia?.()
  if (!holds) await fetchFiles(plan.media, { ...job, skipUnusable: true })
  if (switching || plan.media.length > 0) await store.tidy({ previous: 1, keep: coming })
  return { edition: incoming.edition, newer: highest?.sha256 !== incoming.sha256 }
}
