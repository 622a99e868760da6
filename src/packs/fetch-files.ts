import { onFreeWire } from '../link/right-of-way.ts'
import { type Bytes, sha256 } from '../shared/bytes.ts'
import { hashPath, type ManifestFile } from '../shared/manifest.ts'
import { ProblemError, toProblem } from '../shared/problem.ts'
import type { EditionSource } from './edition-source.ts'
import type { PieceStore } from './edition-store.ts'
import type { ProgressMeter } from './import-progress.ts'

/** Smaller files are fetched in one go: a broken-off megabyte is soon there again. The same as a step of `shared/pack/byte-source.ts`. */
export const largeBytes = 1024 * 1024

export interface FetchJob {
  source: EditionSource
  /** Keeps a verified file. */
  keep: (file: ManifestFile, bytes: Bytes | Blob) => Promise<void>
  /** Where pieces of large files wait for the rest; `null` keeps none. */
  pieces: PieceStore | null
  meter: ProgressMeter
  signal: AbortSignal
  /** Files under way at the same time. */
  parallel: number
  /** Go on to the next file where this source has none (film may not be on every mirror) or a wrong one, and complain at the end. */
  skipUnusable?: boolean
}

/** What is wrong with one file says nothing about the next; a link that broke or a full phone does. */
const ofOneFile: ReadonlySet<string> = new Set(['not-found', 'portal', 'hash', 'size'])
const isOfOneFile = (error: unknown): boolean => ofOneFile.has(toProblem(error).key)

/** One file under one name, by its declared size and hash. @throws ProblemError `size`, `hash`, or what the source throws */
const fetchNamed = async (
  name: string,
  file: ManifestFile,
  { source, meter, pieces }: FetchJob,
  signal: AbortSignal,
): Promise<Bytes | Blob> => {
  const opened = file.bytes > largeBytes ? source.open?.({ ...file, path: name }, signal) : undefined
  if (opened) {
    // Words need none of it, and come first.
    const { fetchLarge } = await import('./fetch-large.ts')
    return fetchLarge(file, opened, {
      pieces,
      disk: source.holds !== undefined,
      signal,
      onProgress: (part) => meter.arrived(file.path, part),
    })
  }
  const bytes = await source.get(name, {
    limit: file.bytes + 1,
    signal,
    onProgress: (part) => meter.arrived(file.path, part),
  })
  if (bytes.length !== file.bytes)
    throw new ProblemError('size', `${file.path}: ${bytes.length} bytes, not ${file.bytes}`)
  if ((await sha256(bytes)) !== file.sha256) throw new ProblemError('hash', file.path)
  return bytes
}

/** One file; a mirror that changes from one edition to the next may have it by its hash meanwhile. @throws as `fetchNamed` */
const fetchVerified = async (
  file: ManifestFile,
  job: FetchJob,
  signal: AbortSignal,
): Promise<Bytes | Blob> => {
  try {
    return await fetchNamed(file.path, file, job, signal)
  } catch (error) {
    if (job.source.holds || !isOfOneFile(error)) throw error
    return fetchNamed(hashPath(file.sha256), file, job, signal).catch((second: unknown) => {
      throw isOfOneFile(second) ? error : second
    })
  }
}

/**
 * Fetches files in their order, some at a time; each is kept as soon as it is verified. The first failure stops the others.
 * @throws ProblemError of the first failure, or the signal's reason
 */
export const fetchFiles = async (files: readonly ManifestFile[], job: FetchJob): Promise<void> => {
  const waiting = [...files]
  const stop = new AbortController()
  const signal = AbortSignal.any([job.signal, stop.signal])
  let failure: unknown = null

  const work = async (): Promise<void> => {
    for (let file = waiting.shift(); file && !signal.aborted; file = waiting.shift()) {
      try {
        const fetched = (free: AbortSignal) => fetchVerified(file, job, free)
        // From a disk it takes nothing of the link. Large files go on from the pieces that came.
        await job.keep(file, await (job.source.holds ? fetched(signal) : onFreeWire(signal, fetched)))
        job.meter.stored(file.path, file.bytes)
      } catch (error) {
        job.meter.failed(file.path)
        failure ??= error
        if (!(job.skipUnusable && isOfOneFile(error))) stop.abort()
      }
    }
  }
  await Promise.all(Array.from({ length: job.parallel }, work))
  job.signal.throwIfAborted()
  if (failure) throw failure
}
