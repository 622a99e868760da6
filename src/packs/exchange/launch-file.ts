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
