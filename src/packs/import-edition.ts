import type { Bytes } from '../shared/bytes.ts'
import { type ManifestFile, manifestLimit } from '../shared/manifest.ts'
import { ProblemError, toProblem } from '../shared/problem.ts'
import { verify } from '../shared/signature.ts'
import type { EditionSource } from './edition-source.ts'
import type { EditionStore } from './edition-store.ts'
import { type FetchJob, fetchFiles, largeBytes } from './fetch-files.ts'
import { planImport } from './import-plan.ts'
import { type Progress, progressMeter } from './import-progress.ts'
import { assertAcceptable } from './keep-rule.ts'
import { openIndex } from './open-index.ts'
import { openManifest, type Trust, type VerifiedManifest } from './open-manifest.ts'

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

/** The manifest a source offers. An edition without a signature is an unsigned one, wherever the signature went. */
const fetchManifest = async (
  source: EditionSource,
  trust: Trust,
  { signal, appVersion }: ImportOptions,
): Promise<VerifiedManifest> => {
  const bytes = await source.get('manifest.json', { limit: manifestLimit, ...(signal && { signal }) })
  try {
    const signature = await source.get('manifest.sig', { limit: 1024, ...(signal && { signal }) })
    return await openManifest(bytes, signature, trust, appVersion)
  } catch (error) {
    if (error instanceof ProblemError && (error.key === 'not-found' || error.key === 'size'))
      throw new ProblemError('signature', 'no manifest.sig', { cause: error })
    throw error
  }
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
const holdsWhole = async (store: EditionStore, trust: Trust, sha256: string): Promise<boolean> => {
  const current = await store.current()
  return current?.sha256 === sha256 && verify(trust.contentKey, current.manifest, current.signature)
}

/**
 * The one way in for an edition, from whatever source. Nothing is believed before it is verified, nothing verified is fetched
 * twice, and until the switch whatever was open before stays open (order: README.md).
 * @returns once every file of the edition that is wanted, and that the source has, is stored
 * @throws ProblemError `signature`, `manifest`, `minimum-app`, `older`, `conflict`, `size`, `hash`, `storage-full`, `storage-blocked`, `pack`,
 * or the source's own (`not-found`, `offline`, `timeout`, `server`); the signal's reason where it was aborted
 */
export const importEdition = async (
  source: EditionSource,
  store: EditionStore,
  trust: Trust,
  options: ImportOptions = {},
): Promise<ImportOutcome> => {
  const verified = await fetchManifest(source, trust, options)
  const { manifest } = verified
  const incoming = { edition: manifest.edition, sha256: verified.sha256 }
  const highest = await store.highest()
  assertAcceptable(highest, incoming)

  const { holds } = source
  const wants = options.wants ?? (() => true)
  const held = await store.hashes()
  const plan = planImport(manifest, held, (file) => wants(file) && (holds?.has(file.path) ?? true))
  const coming = new Set(manifest.files.map((file) => file.sha256))
  const job: FetchJob = {
    source,
    keep: async (file, bytes) => {
      await keepFile(file, bytes, store, coming)
      if (!holds && file.bytes > largeBytes) await store.pieces?.drop(file.sha256)
      options.onStored?.(file.sha256)
    },
    meter: progressMeter(plan, options.onProgress ?? (() => {})),
    signal: options.signal ?? new AbortController().signal,
    parallel: options.parallel ?? 3,
    pieces: holds ? null : store.pieces,
  }
  await fetchFiles(plan.index, job)
  const index = await openIndex(manifest, store, trust)
  // Each is a kilobyte or so: on a long link only the round trips count.
  await fetchFiles(plan.words, { ...job, parallel: Math.max(job.parallel, wordsParallel) })
  if (holds) {
    await fetchFiles(plan.media, job)
    // Ours are right whatever the pack says; but one that has a wrong file is refused, not picked over.
    for (const file of manifest.files)
      if (held.has(file.sha256) && holds.has(file.path)) await source.assertRight?.(file, job.signal)
  }

  const switching = !(await holdsWhole(store, trust, incoming.sha256))
  if (switching) {
    await store.switchTo({
      ...incoming,
      manifest: verified.bytes,
      signature: verified.signature,
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
