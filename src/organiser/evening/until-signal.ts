/**
 * Closes once on SIGINT or SIGTERM and lets the process end by itself; a second signal ends it at once.
 * @param closing told when closing begins
 * @param failed  told what `close` threw; the exit code is 1 then
 */
export const closeOnSignal = (
  close: () => Promise<void>,
  { closing, failed }: { closing(signal: string): void; failed(error: unknown): void },
): void => {
  let begun = false
  const onSignal = (signal: NodeJS.Signals) => {
    if (begun) process.exit(1)
    begun = true
    closing(signal)
    close().then(
      () => process.exit(0),
      (error) => {
        failed(error)
        process.exit(1)
      },
    )
  }
  process.on('SIGINT', onSignal)
  process.on('SIGTERM', onSignal)
}
