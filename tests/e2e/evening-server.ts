import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

/** The real command a person runs, on a port that stays the same over restarts, with its own data folder. */
export interface EveningServer {
  port: number
  address: string
  data: string
  start(): Promise<void>
  /** Ends the process as a power cut would (`SIGKILL`) or as an operator does (`SIGTERM`). */
  stop(signal?: NodeJS.Signals): Promise<void>
  /** Everything the server printed. */
  log(): string
  remove(): Promise<void>
}

export const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (!address || typeof address === 'string') throw new Error('no port')
  return address.port
}

/**
 * @param extra more options of the command
 * @param env   more of its environment, given the address it will have
 */
export const createEveningServer = async (
  extra: string[] = [],
  env: (address: string) => Record<string, string> = () => ({}),
): Promise<EveningServer> => {
  const port = await freePort()
  const data = mkdtempSync(join(tmpdir(), 'sada-e2e-'))
  let child: ChildProcess | null = null
  let output = ''
  const stop = async (signal: NodeJS.Signals = 'SIGTERM') => {
    const ending = child
    child = null
    if (!ending || ending.exitCode !== null || ending.signalCode !== null) return
    const gone = once(ending, 'exit')
    ending.kill(signal)
    await gone
  }
  return {
    port,
    address: `http://127.0.0.1:${port}`,
    data,
    async start() {
      const args = [
        'src/organiser/sada.ts',
        'evening',
        '--json',
        '--port',
        String(port),
        '--data',
        data,
        ...extra,
      ]
      const started = spawn('node', args, {
        stdio: ['ignore', 'pipe', 'pipe'],
        env: { ...process.env, ...env(`http://127.0.0.1:${port}`) },
      })
      child = started
      const orphaned = () => void started.kill('SIGKILL')
      process.once('exit', orphaned)
      started.once('exit', () => process.off('exit', orphaned))
      started.stderr.on('data', (chunk) => {
        output += chunk
      })
      const lines = createInterface({ input: started.stdout })
      const ready = new Promise<void>((resolve, reject) => {
        lines.on('line', (line) => {
          output += `${line}\n`
          if (line.includes('"address"')) resolve()
        })
        started.once('exit', (code) => reject(new Error(`server ended (${code}): ${output}`)))
      })
      await ready
    },
    stop,
    log: () => output,
    async remove() {
      await stop()
      rmSync(data, { recursive: true, force: true })
    },
  }
}
