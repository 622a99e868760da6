/** What is being done, for whoever waits. */
export interface ProgressLine {
  show(what: string, done: number, total: number, name: string): void
  /** Takes it away again, so that what follows begins on an empty line. */
  clear(): void
}

const hidden: ProgressLine = { show: () => {}, clear: () => {} }

type Stream = Pick<NodeJS.WriteStream, 'write' | 'isTTY' | 'columns'>

/**
 * One line on a terminal that is written over and over; a line for each step where the stream is a file and `always` was asked for, else
 * nothing.
 */
export const progressLine = (stream: Stream, always: boolean): ProgressLine => {
  if (!stream.isTTY)
    return always
      ? {
          show: (what, done, total, name) =>
            void stream.write(`${`${what}: ${done} of ${total} ${name}`.trim()}\n`),
          clear: () => {},
        }
      : hidden
  return {
    show(what, done, total, name) {
      const line = `${what}: ${done} of ${total} ${name}`
      // Never longer than the terminal is wide: a wrapped line cannot be written over.
      stream.write(`\r\u001b[K${line.slice(0, Math.max(20, (stream.columns ?? 80) - 1))}`)
    },
    clear: () => void stream.write('\r\u001b[K'),
  }
}
