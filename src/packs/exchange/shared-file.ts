/** The worker's share target leaves a file here for the page (`sw/share.ts`). */
export const sharedCache = 'sada-shared'
export const sharedPath = '/packs/shared-file'
/** Where the worker leads to afterwards. */
export const sharedQuery = 'shared'

/** Takes what was shared to this app out of its place; `null` where nothing was, or the browser does not let us look. */
export const takeShared = async (): Promise<File | null> => {
  try {
    const cache = await caches.open(sharedCache)
    const answer = await cache.match(sharedPath)
    if (!answer) return null
    const blob = await answer.blob()
    await cache.delete(sharedPath)
    return new File([blob], decodeURIComponent(answer.headers.get('x-file-name') ?? 'pack.html'))
  } catch {
    return null
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
