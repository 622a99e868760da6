import { sharedCache, sharedLanding, sharedNameHeader, sharedPath } from '../../shared/pack/share-target.ts'
import { ProblemError } from '../../shared/problem.ts'

/**
 * Takes what was shared to this app out of the place where the worker left it (`sw/share.ts`); `null` where nothing was.
 * @throws ProblemError `storage-full` where the worker had no room for it
 */
export const takeShared = async (): Promise<File | null> => {
  if (location.pathname + location.search === sharedLanding.failed) throw new ProblemError('storage-full')
  try {
    const cache = await caches.open(sharedCache)
    const answer = await cache.match(sharedPath)
    if (!answer) return null
    const blob = await answer.blob()
    await cache.delete(sharedPath)
    return new File([blob], decodeURIComponent(answer.headers.get(sharedNameHeader) ?? 'pack.html'))
  } catch {
    return null // Storage is blocked: then nothing can have been left either.
  }
}

/** Launch Handler (WICG): files the system opens with this app. */
interface Launching {
  launchQueue?: {
    setConsumer(consumer: (launch: { files?: readonly FileSystemFileHandle[] }) => void): void
  }
}

/** Calls `take` for each file this app is opened with. */
export const onLaunchFile = (take: (file: File) => void): void => {
  ;(window as Launching).launchQueue?.setConsumer(({ files }) => {
    for (const handle of files ?? []) void handle.getFile().then(take, () => undefined)
  })
}
