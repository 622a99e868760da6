import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'

/** A program this run began, and ends. */
export interface Program {
  /** Resolves with the first match of `pattern` in what it prints. @throws Error where it ends, or says nothing of the kind in time */
  says(pattern: RegExp, seconds?: number): Promise<RegExpMatchArray>
  /** Ends the process and, as its own group, whatever it began. */
  end(): Promise<void>
}

const running = new Set<ChildProcess>()
const kill = (child: ChildProcess, signal: NodeJS.Signals): void => {
  try {
    if (child.pid) process.kill(-child.pid, signal)
  } catch {
    // It is gone already.
  }
}
process.on('exit', () => {
  for (const child of running) kill(child, 'SIGKILL')
})
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(1))

/** Begins a program in a process group of its own: browsers begin many, and all must go. */
export const begin = (command: string, args: string[], env: NodeJS.ProcessEnv = process.env): Program => {
  const child = spawn(command, args, { env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] })
  running.add(child)
  let printed = ''
  const heard = new Set<() => void>()
  const hear = (chunk: Buffer) => {
    printed = (printed + chunk).slice(-50_000)
    for (const told of heard) told()
  }
  child.stdout.on('data', hear)
  child.stderr.on('data', hear)
  child.on('error', (error) => hear(Buffer.from(error.message)))
  const over = once(child, 'close').then(() => {
    for (const told of heard) told()
  })
  return {
    says(pattern, seconds = 30) {
      return new Promise((resolve, reject) => {
        const stop = () => {
          clearTimeout(timer)
          heard.delete(check)
        }
        const fail = (why: string) => {
          stop()
          reject(new Error(`${command} ${why}: ${printed.slice(-2000)}`))
        }
        const check = () => {
          const found = printed.match(pattern)
          if (found) {
            stop()
            resolve(found)
          } else if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined)
            fail('ended')
        }
        const timer = setTimeout(() => fail('said nothing we know'), seconds * 1000)
        heard.add(check)
        check()
      })
    },
    async end() {
      if (child.exitCode === null && child.signalCode === null && child.pid !== undefined) {
        kill(child, 'SIGTERM')
        const late = setTimeout(() => kill(child, 'SIGKILL'), 5000)
        await over
        clearTimeout(late)
      }
      kill(child, 'SIGKILL')
      running.delete(child)
    },
  }
}
