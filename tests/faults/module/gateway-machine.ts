import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { donationRoutes } from '../../../src/gateway/donations.ts'
import { createServer } from '../../../src/gateway/http-server.ts'
import type { Ledger } from '../../../src/gateway/ledger.ts'
import { createMetrics } from '../../../src/gateway/metrics.ts'
import { createRecorder } from '../../../src/gateway/recorder.ts'
import { createSqlLedger } from '../../../src/gateway/sql-ledger.ts'
import { givingInForce, statusRoutes } from '../../../src/gateway/status.ts'
import { ledgerFile, openSqlite } from '../../../src/gateway/storage/open-sqlite.ts'
import type { Storage } from '../../../src/gateway/storage/storage.ts'
import { giving, signingKey } from '../../../src/gateway/testing/world.ts'
import { createTokenBuckets } from '../../../src/gateway/token-buckets.ts'
import { outside, type Realm, within } from './realm.ts'
import type { World } from './world.ts'

/** What may happen to a transaction of the ledger. */
export type CommitFault =
  | 'gateway killed before COMMIT'
  | 'gateway killed after COMMIT'
  | "gateway's disk full"

export interface Asked {
  method: 'GET' | 'POST'
  path: string
  body?: string
  /** Address it comes from. */
  sender: string
}
export interface Answered {
  status: number
  headers: Record<string, string>
  body: string
}

/** Counters of one process; none of the schedules' business, and the dearest thing to make. */
const metrics = createMetrics(() => 0)
/** Small limits, so that schedules meet them. */
const limits = { burst: 6, perSecond: 0.2 }
const maxPending = 12

/** In memory where the system has such a folder: what is tested is the file after a kill of the process, which no cache loses. */
const root = existsSync('/dev/shm') ? '/dev/shm' : tmpdir()

/** SQLite's own words for a full disk (SQLITE_FULL, 13). */
const diskFull = () => Object.assign(new Error('database or disk is full'), { errcode: 13 })

let template: Promise<string> | undefined
/** A database with nothing in it, migrated once. */
const emptyLedger = (folder: string): Promise<string> => {
  template ??= openSqlite({ folder }).then(async (storage) => {
    await storage.close()
    return join(folder, ledgerFile)
  })
  return template
}

/** The folder that a process keeps its ledgers in; removed when the process ends. */
const home = mkdtempSync(join(root, 'sada-faults-'))
process.once('exit', () => rmSync(home, { recursive: true, force: true }))
let machines = 0

/** One life of the machine: its processes, until it is killed. */
interface Life extends Realm {
  readonly folder: string
  readonly servers: readonly { app: FastifyInstance; ledger: Ledger }[]
  readonly storage: Storage
  /** Settles when it is killed. */
  readonly killed: Promise<null>
}

/**
 * The machine that the gateways run on: real routes, recorder, group commit and SQLite file, one or two processes' worth of them over the one
 * database. A kill leaves what the files held at that instant, and the next life begins from a copy of these.
 */
export class GatewayMachine {
  /** Asked before each transaction that writes. */
  commitFault: () => CommitFault | null = () => null
  readonly #world: World
  readonly #servers: number
  readonly #folder: string
  readonly #met: (fault: string) => void
  readonly #ended: Promise<unknown>[] = []
  #life: Life | null = null
  #starting: Promise<void> | null = null
  #lives = 0

  constructor(world: World, servers: number, met: (fault: string) => void) {
    this.#world = world
    this.#servers = servers
    this.#met = met
    this.#folder = join(home, String(machines++))
  }

  get up(): boolean {
    return this.#life !== null
  }
  /** The ledger's file as it is now. */
  get file(): string {
    return join(this.#folder, String(this.#lives), ledgerFile)
  }

  /** Starts it, with what the last life left; does nothing where it runs. */
  start(): Promise<void> {
    if (this.#life) return Promise.resolve()
    this.#starting ??= this.#start().finally(() => {
      this.#starting = null
    })
    return this.#starting
  }

  async #start(): Promise<void> {
    if (this.#lives === 0) {
      const empty = await emptyLedger(join(home, 'empty'))
      this.#lives = 1
      mkdirSync(join(this.#folder, '1'), { recursive: true })
      copyFileSync(empty, this.file)
    }
    const world = this.#world
    const folder = join(this.#folder, String(this.#lives))
    let end: () => void = () => undefined
    const killed = new Promise<null>((resolve) => {
      end = () => resolve(null)
    })
    const realm: Realm & { end(): void } = {
      name: `gateway, life ${this.#lives}`,
      world,
      globals: {},
      clock: world.now,
      dead: false,
      end,
    }
    const storage = this.#killable(await outside(() => openSqlite({ folder })), realm)
    const servers = await outside(() =>
      Promise.all(Array.from({ length: this.#servers }, () => this.#server(storage))),
    )
    this.#life = Object.assign(realm, { folder, servers, storage, killed })
  }

  async #server(storage: Storage): Promise<{ app: FastifyInstance; ledger: Ledger }> {
    const ledger = createSqlLedger(storage)
    const inForce = givingInForce(async () => giving, giving.organisation, signingKey)
    const now = this.#world.now
    const buckets = createTokenBuckets(limits, now)
    const recorder = createRecorder({
      ledger,
      giving: inForce,
      signingKey,
      maxPending,
      buckets,
      metrics,
      now,
    })
    const app = createServer({ logger: false, openPrefixes: ['/v1/'] })
    donationRoutes(app, { ledger, recorder })
    statusRoutes(app, { ledger, giving: inForce, now })
    await app.ready()
    return { app, ledger }
  }

  /** The database, with kills and full disks between what is done and what is said of it. */
  #killable(storage: Storage, life: Realm): Storage {
    const gone = () => new Error('killed')
    return {
      kind: storage.kind,
      close: () => storage.close(),
      read: (work) => (life.dead ? Promise.reject(gone()) : storage.read(work)),
      transaction: async (work) => {
        if (life.dead) throw gone()
        const fault = this.commitFault()
        const done = await storage.transaction(async (db) => {
          const result = await work(db)
          if (fault === "gateway's disk full") {
            this.#met(fault)
            throw diskFull()
          }
          if (fault === 'gateway killed before COMMIT') {
            this.kill(fault)
            // The files are as a killed process leaves them; what this connection still does to its own is nobody's business.
            throw gone()
          }
          return result
        })
        if (fault === 'gateway killed after COMMIT') this.kill(fault)
        if (life.dead) throw gone()
        return done
      },
    }
  }

  /** Kills it now. @param fault what it is counted as */
  kill(fault: string): void {
    const life = this.#life
    if (!life) return
    this.#met(fault)
    const before = this.file
    life.dead = true
    this.#life = null
    this.#lives++
    mkdirSync(join(this.#folder, String(this.#lives)))
    for (const end of ['', '-wal']) if (existsSync(before + end)) copyFileSync(before + end, this.file + end)
    ;(life as unknown as { end(): void }).end()
    this.#ended.push(this.#bury(life))
  }

  async #bury({ servers, storage }: Life): Promise<void> {
    await Promise.allSettled(servers.map(({ app }) => app.close()))
    await Promise.allSettled(servers.map(({ ledger }) => ledger.close()))
    await storage.close()
  }

  /** Hands one request to one of its processes. `null`: nobody is there, or was killed over it. */
  async ask(process: number, { method, path, body, sender }: Asked): Promise<Answered | null> {
    const life = this.#life
    const server = life?.servers[process % this.#servers]
    if (!life || !server) return null
    const left = this.#world.inside()
    try {
      // Awaited in there: it only begins once somebody asks for its end.
      const answer = within(
        life,
        async () =>
          await server.app.inject({
            method,
            url: path,
            remoteAddress: sender,
            ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, payload: body }),
          }),
      )
      const said = await Promise.race([answer, life.killed])
      if (!said || life.dead) return null
      const headers: Record<string, string> = {}
      for (const name of ['content-type', 'retry-after'])
        if (said.headers[name] !== undefined) headers[name] = String(said.headers[name])
      return { status: said.statusCode, headers, body: said.body }
    } finally {
      left()
    }
  }

  /** Closes it in good order, so that its file can be read. */
  async close(): Promise<void> {
    const life = this.#life
    this.#life = null
    if (life) await this.#bury(life)
    await Promise.all(this.#ended)
  }

  /** Removes all its files. */
  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true })
  }
}
