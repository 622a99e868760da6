import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { once } from 'node:events'
import type { Readable, Writable } from 'node:stream'
import { inProject } from '../project.ts'

/** A command line in a process of its own, as a person runs it. */
export interface Running extends AsyncDisposable {
  child: ChildProcessByStdio<Writable, Readable, Readable>
  /** Waits until something matches in what was printed so far, on either stream. @throws where the process ends first */
  printed(pattern: RegExp): Promise<RegExpExecArray>
  stdout(): string
  stderr(): string
  /** Its exit code, when it has ended. */
  ended: Promise<number | null>
  /** Sends a signal and waits for the end. */
  end(signal: NodeJS.Signals): Promise<number | null>
}

export const start = (argv: readonly string[], env: Record<string, string> = {}): Running => {
  const { PORT: _port, SADA_DATA: _data, DATABASE_URL: _database, ...rest } = process.env
  const child = spawn(process.execPath, [inProject('src/organiser/sada.ts'), ...argv], {
    env: { ...rest, NO_COLOR: '1', ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  let [out, err] = ['', '']
  let over = false
  const waiting = new Set<() => void>()
  const look = () => {
    for (const again of [...waiting]) again()
  }
  child.stdout.on('data', (chunk) => {
    out += chunk
    look()
  })
  child.stderr.on('data', (chunk) => {
    err += chunk
    look()
  })
  const ended = once(child, 'close').then(([code]) => {
    over = true
    look()
    return code as number | null
  })
  const end = async (signal: NodeJS.Signals) => {
    if (!over) child.kill(signal)
    return ended
  }
  return {
    child,
    ended,
    end,
    stdout: () => out,
    stderr: () => err,
    printed: (pattern) =>
      new Promise((resolve, reject) => {
        const again = () => {
          const match = pattern.exec(out) ?? pattern.exec(err)
          if (match) resolve(match)
          else if (over) reject(new Error(`ended before it printed ${pattern}:\n${out}\n${err}`))
          else return
          waiting.delete(again)
        }
        waiting.add(again)
        again()
      }),
    async [Symbol.asyncDispose]() {
      await end('SIGKILL')
    },
  }
}

/** Runs a command to its end. */
export const runToEnd = async (
  argv: readonly string[],
  env?: Record<string, string>,
): Promise<{ code: number | null; out: string; err: string }> => {
  await using running = start(argv, env)
  const code = await running.ended
  return { code, out: running.stdout(), err: running.stderr() }
}
