import { ProblemError } from '../shared/problem.ts'
import { type ShareKind, sharedCache, sharedNameHeader } from '../shared/share-target.ts'

/**
 * Takes what was shared to this app out of the place where the worker left it (`sw/share.ts`); `null` where nothing was.
 * @throws ProblemError `storage-full` where the worker had no room for it
 */
export const takeShared = async ({ path, failed }: ShareKind): Promise<File | null> => {
  if (location.pathname + location.search === failed) throw new ProblemError('storage-full')
  try {
    // Asked for first: opening it would make it, also on a phone that has just been erased.
    if (!(await caches.has(sharedCache))) return null
    const cache = await caches.open(sharedCache)
    const answer = await cache.match(path)
    if (!answer) return null
    const blob = await answer.blob()
    await cache.delete(path)
    return new File([blob], decodeURIComponent(answer.headers.get(sharedNameHeader) ?? ''))
  } catch {
    return null // Storage is blocked: then nothing can have been left either.
  }
}
