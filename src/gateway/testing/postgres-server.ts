import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import pg from 'pg'
import { onPath } from '../../../tests/chromium.ts'
import { findPostgres, postgresMissing } from '../../../tests/postgres.ts'

const bin = findPostgres()
if (!bin) console.error(postgresMissing)
/** Whether tests on PostgreSQL can run here. */
export const hasPostgres = bin !== null

/** A real PostgreSQL with a data folder and a port of its own. */
export interface PostgresServer extends AsyncDisposable {
  /** Makes an empty database and answers its address. */
  createDatabase(): Promise<string>
  /** The whole of a database as `pg_dump` writes it. */
  dump(address: string): Buffer
  /** Folder of its files, write-ahead log included. */
  readonly data: string
  /** What it has logged. */
  log(): string
  /** Stops at once, as in a crash (`immediate`), and starts again with the same data and port. */
  crash(): Promise<void>
}

/** PostgreSQL refuses to be run by root; Debian's package brings a user. */
const asUser = (): string[] => {
  if (process.getuid?.() !== 0) return []
  const known = (user: string): boolean => {
    try {
      execFileSync('id', [user], { stdio: 'ignore' })
      return true
    } catch {
      return false
    }
  }
  const user = known('postgres') ? 'postgres' : 'nobody'
  if (onPath('setpriv')) return ['setpriv', `--reuid=${user}`, '--clear-groups', '--pdeathsig=INT', '--']
  return ['runuser', '-u', user, '--']
}

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  server.close()
  await once(server, 'close')
  return port
}

export const startPostgres = async (): Promise<PostgresServer> => {
  if (!bin) throw new Error(postgresMissing)
  const [command, ...before] = [...asUser(), '']
  const argvOf = (program: string, args: string[]): [string, string[]] =>
    command ? [command, [...before.slice(0, -1), join(bin, program), ...args]] : [join(bin, program), args]
  const home = mkdtempSync(join(tmpdir(), 'sada-postgres-'))
  chmodSync(home, 0o777)
  const data = join(home, 'data')
  const common = ['-D', data]
  const initdb = [...common, '-U', 'sada', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync']
  execFileSync(...argvOf('initdb', initdb), { stdio: 'pipe', cwd: '/' })
  const port = await freePort()
  const said: string[] = []
  const start = async (): Promise<ChildProcess> => {
    const from = said.length
    const args = [...common, '-p', String(port), '-h', '127.0.0.1', '-k', home]
    const child = spawn(...argvOf('postgres', args), { stdio: ['ignore', 'ignore', 'pipe'], cwd: '/' })
    const lines = createInterface(child.stderr)
    await new Promise<void>((resolve, reject) => {
      lines.on('line', (line) => {
        said.push(line)
        if (line.includes('ready to accept connections')) resolve()
      })
      child.once('exit', () => reject(new Error(`PostgreSQL did not start:\n${said.slice(from).join('\n')}`)))
    })
    return child
  }
  let child = await start()
  const stop = async (signal: NodeJS.Signals) => {
    const gone = once(child, 'exit')
    child.kill(signal)
    await gone
  }
  let databases = 0
  const addressOf = (name: string) => `postgres://sada@127.0.0.1:${port}/${name}`
  return {
    async createDatabase() {
      const name = `sada${++databases}`
      const client = new pg.Client(addressOf('postgres'))
      await client.connect()
      await client.query(`CREATE DATABASE ${name}`)
      await client.end()
      return addressOf(name)
    },
    dump: (address) => execFileSync(...argvOf('pg_dump', [address]), { cwd: '/', maxBuffer: 2 ** 28 }),
    data,
    log: () => said.join('\n'),
    async crash() {
      await stop('SIGQUIT')
      child = await start()
    },
    async [Symbol.asyncDispose]() {
      await stop('SIGINT')
      rmSync(home, { recursive: true, force: true })
    },
  }
}
