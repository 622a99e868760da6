/** Where a command prints; tests hand in others. */
export interface Streams {
  out: Pick<NodeJS.WriteStream, 'write'>
  err: Pick<NodeJS.WriteStream, 'write'> & { isTTY?: boolean; columns?: number }
}

/** The option every command with a result understands: `options: { ...jsonOption, … }`. */
export const jsonOption = { json: { type: 'boolean', default: false } } as const

/** Its line in `--help`. */
export const jsonHelp = '  --json                 for programs: one JSON value on standard output'

/** How a command speaks: its result once, on standard output; everything on the way there, on standard error. */
export interface Output {
  /** The result: `value` where a program reads (`--json`), else the lines. */
  result(value: unknown, lines: readonly string[]): void
  /** How far it is. On a terminal the line is replaced by the next one; elsewhere one is printed now and then. */
  progress(text: string): void
  /** Something a person must know besides the result. */
  note(text: string): void
}

/** Where there is no terminal, progress is told this often, ms: a log wants to know that it lives, not to be filled. */
const quietMs = 10_000

/** Output of one run of a command. `now` in ms. */
export const createOutput = (
  json: boolean,
  { out, err }: Streams = { out: process.stdout, err: process.stderr },
  now: () => number = Date.now,
): Output => {
  let told = now()
  let shown = false
  /** Takes the progress line off the terminal, so that nothing is printed behind it. */
  const wipe = () => {
    if (shown) err.write('\r\u001b[K')
    shown = false
  }
  return {
    result(value, lines) {
      wipe()
      out.write(json ? `${JSON.stringify(value)}\n` : lines.map((line) => `${line}\n`).join(''))
    },
    progress(text) {
      if (err.isTTY) {
        // Never longer than the terminal is wide: a wrapped line cannot be written over.
        err.write(`\r\u001b[K${text.slice(0, Math.max(20, (err.columns ?? 80) - 1))}`)
        shown = true
      } else if (now() - told >= quietMs) {
        told = now()
        err.write(`${text}\n`)
      }
    },
    note(text) {
      wipe()
      err.write(`${text}\n`)
    },
  }
}
