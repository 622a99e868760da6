import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'

/** A real gateway in a process of its own, so that its memory can be read and its work is not ours. */
export interface GatewayProcess {
  readonly address: string
  /** Most memory it has held, bytes (`VmHWM` of proc(5)); `null` where there is no /proc. */
  peakMemory(): number | null
  stop(): Promise<void>
}

const child = new URL('../../../src/gateway/testing/child.ts', import.meta.url).pathname

const memoryOf = (process: ChildProcess): number | null => {
  try {
    const kib = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${process.pid}/status`, 'utf8'))?.[1]
    return kib === undefined ? null : Number(kib) * 1024
  } catch {
    return null
  }
}

/** @param databaseUrl PostgreSQL instead of SQLite in `data` */
export const startGatewayProcess = async (data: string, databaseUrl?: string): Promise<GatewayProcess> => {
  const args = [child, data, ...(databaseUrl === undefined ? [] : [databaseUrl])]
  const started = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  if (!started.stdout) throw new Error('the gateway has no output')
  const [address] = (await once(createInterface(started.stdout), 'line')) as [string]
  return {
    address,
    peakMemory: () => memoryOf(started),
    async stop() {
      const gone = once(started, 'exit')
      started.kill('SIGTERM')
      await gone
    },
  }
}
