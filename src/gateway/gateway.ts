import type { Socket } from 'node:net'
import type { FastifyInstance, FastifyServerOptions, RouteOptions } from 'fastify'
import type { Giving } from '../shared/giving.ts'
import type { PrivateJwk } from '../shared/signature.ts'
import { treasuryPath } from '../shared/treasury/api.ts'
import { paidRoute } from './checkout/paid-route.ts'
import type { CheckoutProvider } from './checkout/provider.ts'
import { checkoutRoutes } from './checkout/routes.ts'
import { donationRoutes } from './donations.ts'
import { appPolicy } from './headers.ts'
import { createServer, type Patience } from './http-server.ts'
import { errorFacts } from './logging.ts'
import { createMetrics } from './metrics.ts'
import { metricsRoute } from './metrics-route.ts'
import { openApiRoute } from './openapi.ts'
import { createRecorder } from './recorder.ts'
import { shedLoad } from './shedding.ts'
import { createSqlLedger } from './sql-ledger.ts'
import { type Mounts, serveFiles } from './static-files.ts'
import { checkReady, givingInForce, statusRoutes } from './status.ts'
import { openStorage } from './storage/open-storage.ts'
import type { Storage } from './storage/storage.ts'
import { type BucketLimits, createTokenBuckets } from './token-buckets.ts'
import { treasuryPage } from './treasury/page.ts'
import { treasuryRoutes } from './treasury/routes.ts'
import { StartError } from './unavailable.ts'

export { providerFrom } from './checkout/settings.ts'
export { givingFromFolder } from './giving-file.ts'
export { appPolicy, contentSecurityPolicy } from './headers.ts'
export { mediaType } from './media-types.ts'
export { type Sendable, sendBytes } from './send-bytes.ts'
export type { Mounts } from './static-files.ts'
export { backupLedger, restoreLedger } from './storage/backup.ts'
export { ledgerFile } from './storage/open-sqlite.ts'
export { openStorage } from './storage/open-storage.ts'
export type { Storage } from './storage/storage.ts'
export type { LedgerFacts } from './storage/verify-ledger.ts'
export {
  checkTreasurer,
  removeTreasurer,
  setTreasurer,
  treasurerName,
  treasurers,
} from './treasury/accounts.ts'
export { createTreasury } from './treasury/treasury.ts'
export { StartError, Unavailable } from './unavailable.ts'

export interface GatewayOptions {
  /** Data folder; made when absent. */
  data: string
  /** What is served, e.g. `{ '/': 'dist', '/edition/': 'public/edition' }`. */
  mounts: Mounts
  /** Id of the organisation donations are recorded for. */
  organisation: string
  /** Signs receipts; its public half must be in the giving file's `gatewayKeys`. */
  signingKey: PrivateJwk
  /** The giving file in force, see `givingFromFolder`. */
  giving: () => Promise<Giving>
  /** Where logs go: `true` (default) stdout, `false` nowhere, or pino's options. */
  logger?: FastifyServerOptions['logger']
  /** Origins of mirrors, gateways and broadcasts elsewhere, for the app's `connect-src`. */
  connectOrigins?: readonly string[]
  /** Registers more routes, e.g. `/broadcast/*`; they outrank the files. */
  extend?: (app: FastifyInstance) => void | Promise<void>
  /** `postgres://…` of a database that several gateways may share; default: SQLite under `data`. */
  databaseUrl?: string | undefined
  /** Told of every route when it is registered. */
  watchRoutes?: (route: RouteOptions) => void
  /** Another storage than these; the gateway closes it. */
  storage?: Storage
  /** Donations in work at once before requests are answered 429. Default 5000, some 60 MB at their largest. */
  maxPending?: number
  /** What one address may add, known donations not counted. Default: 1000 at once, 20 a second; a carrier's NAT holds many phones. */
  perAddress?: BucketLimits
  /** Addresses or subnets of reverse proxies whose `X-Forwarded-For` is believed. */
  trustProxy?: readonly string[]
  /** How long slow senders are waited for. */
  patience?: Partial<Patience>
  /** When load is shed, see `shedLoad`. */
  pressure?: { maxDelay?: number; sampleInterval?: number }
  /** Folder of the built treasurer's page; without one there is only its API. */
  treasurerPage?: string | undefined
  /** Where cards are paid; without one, the answer is that they are not. */
  checkout?: CheckoutProvider | null | undefined
  /** Bearer token for `/metrics`; without one only this machine may ask. */
  metricsToken?: string | undefined
  /** Clock, ms since the epoch. */
  now?: () => number
}

export interface Gateway {
  readonly app: FastifyInstance
  /** Starts listening (port 0: any free one); @throws StartError with a plain sentence where it cannot. */
  listen(where: { host: string; port: number }): Promise<{ address: string }>
  /** Takes no more requests, finishes those in work, commits, checkpoints and closes. May be called twice. */
  close(): Promise<void>
}

/** Requests still running this long after `close` are cut; a donation takes milliseconds, only downloads take longer. */
const closingTime = 10_000

/** Why a server could not listen, in a plain sentence. */
export const listenError = (error: unknown, { host, port }: { host: string; port: number }): StartError => {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  const other = 'Use --port to choose another.'
  if (code === 'EADDRINUSE')
    return new StartError(`Port ${port} is taken by another program. ${other}`, { cause: error })
  if (code === 'EACCES')
    return new StartError(`Port ${port} may not be opened by this user. ${other}`, { cause: error })
  return new StartError(`Cannot listen on ${host} port ${port} (${code ?? 'unknown reason'}).`, {
    cause: error,
  })
}

/**
 * The donation gateway and static host, ready to listen.
 * @throws StartError where the data folder or the database cannot be used.
 */
export const createGateway = async (options: GatewayOptions): Promise<Gateway> => {
  const { mounts, signingKey, maxPending = 5000, now = Date.now } = options
  const giving = givingInForce(options.giving, options.organisation, signingKey)
  const reserved = [
    '/v1/',
    '/edition/',
    '/broadcast/',
    ...Object.keys(mounts).filter((prefix) => prefix !== '/'),
  ]
  const metrics = createMetrics(() => recorder.pending)
  const storage = options.storage ?? (await openStorage({ ...options, onCollision: metrics.collision }))
  const ledger = createSqlLedger(storage, metrics.commit)
  const buckets = createTokenBuckets(options.perAddress ?? { burst: 1000, perSecond: 20 }, now)
  const recorder = createRecorder({ ledger, giving, signingKey, maxPending, buckets, metrics, now })
  const app = createServer({
    logger: options.logger ?? true,
    openPrefixes: reserved,
    closedPrefixes: [treasuryPath],
    ...(options.trustProxy ? { trustProxy: options.trustProxy } : {}),
    ...(options.patience ? { patience: options.patience } : {}),
  })
  const { watchRoutes } = options
  if (watchRoutes) app.addHook('onRoute', watchRoutes)
  const status = { ledger, giving, now }
  const warming = new AbortController()
  let closed: Promise<void> | undefined
  // Else a phone that was answered while closing would keep its connection, and the process, for its keep-alive time.
  app.addHook('onSend', async (_request, reply) => {
    if (closed) reply.header('connection', 'close')
  })
  // Browsers open connections before they need them; Node counts those as at work and would wait for a first request.
  const connections = new Set<Socket>()
  app.server.on('connection', (socket) => {
    connections.add(socket)
    socket.once('close', () => connections.delete(socket))
  })
  let files: ReturnType<typeof serveFiles>
  try {
    await shedLoad(app, () => metrics.turnedAway('pressure'), options.pressure)
    metricsRoute(app, metrics, options.metricsToken)
    donationRoutes(app, { ledger, recorder })
    checkoutRoutes(app, { storage, provider: options.checkout ?? null, giving, metrics, now })
    paidRoute(app, { storage, signingKey, now })
    statusRoutes(app, status)
    treasuryRoutes(app, { storage, now })
    if (options.treasurerPage !== undefined) treasuryPage(app, options.treasurerPage)
    openApiRoute(app)
    await options.extend?.(app)
    files = serveFiles(app, { mounts, reserved, policy: appPolicy(options.connectOrigins) })
    await app.ready()
  } catch (error) {
    await ledger.close()
    throw error
  }

  const close = async (): Promise<void> => {
    warming.abort()
    const cut = setTimeout(() => app.server.closeAllConnections(), closingTime)
    for (const socket of connections) if (socket.bytesRead === 0) socket.destroy()
    try {
      await app.close()
    } finally {
      clearTimeout(cut)
      await ledger.close()
      metrics.close()
    }
  }

  return {
    app,
    async listen({ host, port }) {
      let address: string
      try {
        address = await app.listen({ host, port })
      } catch (error) {
        throw listenError(error, { host, port })
      }
      checkReady(status).catch((error) =>
        app.log.warn({ error: errorFacts(error), detail: error.detail }, 'not ready'),
      )
      files
        .warm(warming.signal)
        .catch((error) => app.log.warn({ error: errorFacts(error) }, 'not precompressed'))
      return { address }
    },
    close: () => {
      closed ??= close()
      return closed
    },
  }
}
