import { existsSync } from 'node:fs'
import { access, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import {
  createGateway,
  type Gateway,
  givingFromFolder,
  listenError,
  type Mounts,
  providerFrom,
  StartError,
} from '../../gateway/gateway.ts'
import { organisation } from '../../shared/organisation.ts'
import { createReplay, type Replay } from '../broadcast/replay.ts'
import { readPrivateKey } from '../keys/key-files.ts'
import type { Passphrases } from '../keys/passphrases.ts'
import { CommandError, systemCode } from '../problems.ts'
import { inProject } from '../project.ts'
import { createWeather, type WeatherServer } from '../weather/weather.ts'
import { readProgress, writeProgress } from './broadcast-progress.ts'
import type { WeatherChoice } from './choose-weather.ts'
import { originsElsewhere } from './origins-elsewhere.ts'

export interface EveningOptions {
  host: string
  /** 0: any free one. */
  port: number
  /** Folder of the gateway's database; made when absent. */
  data: string
  /** `postgres://…` of another database than the one in `data`. */
  databaseUrl?: string | undefined
  /** Reverse proxies whose `X-Forwarded-For` is believed. */
  trustProxy?: readonly string[]
  /** Bearer token for `/metrics`. */
  metricsToken?: string | undefined
  /** Where the card provider's keys are, see `providerFrom`; default: no cards. */
  env?: Readonly<Record<string, string | undefined>>
  /** Folder of the organisation's keys; only the gateway's is read. */
  keys: string
  /** What opens the gateway's key, where it is under a passphrase; default: SADA_PASSPHRASE_FILE, else a person is asked. */
  passphrases?: Passphrases
  /** Folder of the built app, or `null` where something else serves it (Vite, in development). */
  app: string | null
  /** Folder of a built edition. */
  edition: string
  /** Folder of a recorded broadcast. */
  broadcast: string
  /** Replays it faster than it was spoken, and from the start rather than where an earlier run was; default: neither. */
  rehearsal?: { speed: number; pastSeconds: number }
  /** Where the gateway's structured logs go: a file, or standard error. */
  log: { file: string } | 'stderr'
  /** Puts a link between phones and gateway that can be spoilt on demand; `null` (default) is none. */
  weather?: WeatherChoice | null
}

export interface Evening {
  /** Where phones go: through the weather, where there is one. */
  address: string
  weather: WeatherServer | null
  replay: Replay
  /** Cuts the speaker's own line, or mends it, and remembers. */
  toggleSpeaker(): Promise<void>
  /** Finishes what is in work, commits and closes. */
  close(): Promise<void>
}

const need = async (path: string, what: string, advice: string): Promise<void> => {
  try {
    await access(path)
  } catch (cause) {
    throw new CommandError(`there is no ${what} (${path} is missing)`, advice, { cause })
  }
}

const advice = 'Build everything first: npm run build'

/**
 * Starts everything of one evening in this process: gateway, app, edition and the broadcast replayed as if it were live.
 * @throws CommandError where something is not built, the port is taken or the data folder cannot be used
 */
export const openEvening = async (options: EveningOptions): Promise<Evening> => {
  const { host, port, data, app, edition, broadcast, log } = options
  if (app !== null) await need(join(app, 'index.html'), 'built app', advice)
  await need(join(edition, 'manifest.json'), 'built edition', advice)
  await need(
    join(broadcast, 'main.m3u8'),
    'broadcast',
    broadcast === projectFolders.broadcast
      ? 'It comes with the project: git checkout public/broadcast'
      : 'Name a folder that "sada broadcast" wrote, or a recording like public/broadcast.',
  )
  const signingKey = await readPrivateKey(options.keys, 'gateway', options.passphrases)
  const replay = await openBroadcast(data, broadcast, options.rehearsal)
  const mounts: Mounts = { ...(app === null ? {} : { '/': app }), '/edition/': edition }
  try {
    const gateway = await createGateway({
      data,
      databaseUrl: options.databaseUrl,
      metricsToken: options.metricsToken,
      checkout: providerFrom(options.env ?? {}),
      // Not there where only the app was built; then there is the API alone.
      treasurerPage: existsSync(projectFolders.treasurer) ? projectFolders.treasurer : undefined,
      ...(options.trustProxy ? { trustProxy: options.trustProxy } : {}),
      mounts,
      organisation: organisation.id,
      signingKey,
      giving: givingFromFolder(edition),
      connectOrigins: await originsElsewhere(edition),
      logger: log === 'stderr' ? { stream: process.stderr } : log,
      extend: (server) => replay.register(server),
    })
    try {
      const { address, weather } = await listen(gateway, { host, port }, options.weather ?? null)
      let saved = Promise.resolve()
      return {
        address,
        weather,
        replay,
        toggleSpeaker() {
          if (replay.frozen) replay.thaw()
          else replay.freeze()
          // One after the other: both write beside the same file. A failure was told to whoever asked for that write.
          saved = saved.catch(() => undefined).then(() => writeProgress(data, replay.progress))
          return saved
        },
        async close() {
          // Answers to what is in work must not be caught in a cut.
          weather?.use('good')
          await gateway.close()
          await weather?.close()
          await saved.catch(() => undefined)
        },
      }
    } catch (error) {
      await gateway.close()
      throw error
    }
  } catch (error) {
    if (error instanceof StartError)
      throw new CommandError(error.message, 'Nothing was started.', { cause: error })
    throw error
  }
}

/** Does something with the data folder. @throws CommandError where the folder cannot be used */
const inData = async <T>(data: string, work: () => Promise<T>): Promise<T> => {
  try {
    return await work()
  } catch (cause) {
    throw new CommandError(
      `the data folder ${data} cannot be used (${systemCode(cause)})`,
      'Name one you may write to: --data <folder>',
      { cause },
    )
  }
}

/** The broadcast, going on where an earlier run with the same data folder left it. */
const openBroadcast = async (
  data: string,
  folder: string,
  rehearsal: EveningOptions['rehearsal'],
): Promise<Replay> => {
  const progress = await inData(data, async () => {
    await mkdir(data, { recursive: true })
    return rehearsal ? null : readProgress(data, Date.now())
  })
  const pace = rehearsal ? { now: clockAt(rehearsal.speed), pastSeconds: rehearsal.pastSeconds } : {}
  let replay: Replay
  try {
    replay = await createReplay({ folder, ...(progress ? { progress } : {}), ...pace })
  } catch (cause) {
    throw new CommandError(
      `the broadcast in ${folder} cannot be replayed: ${cause instanceof Error ? cause.message : cause}`,
      'Let it run for a segment or two first, or name another folder.',
      { cause },
    )
  }
  await inData(data, () => writeProgress(data, replay.progress))
  return replay
}

/** A clock that runs `speed` times as fast from now on. */
const clockAt = (speed: number) => {
  const began = Date.now()
  return () => began + Math.round((Date.now() - began) * speed)
}

/** With weather the gateway hides on a port of its own, and the weather has the public one. */
const listen = async (
  gateway: Gateway,
  where: { host: string; port: number },
  choice: WeatherChoice | null,
): Promise<Pick<Evening, 'address' | 'weather'>> => {
  if (choice === null) return { ...(await gateway.listen(where)), weather: null }
  const inner = await gateway.listen({ host: '127.0.0.1', port: 0 })
  const upstream = { host: '127.0.0.1', port: Number(new URL(inner.address).port) }
  try {
    const weather = await createWeather({ ...where, upstream })
    if ('preset' in choice) weather.use(choice.preset)
    else weather.follow(choice.trace)
    return { address: weather.address, weather }
  } catch (error) {
    throw listenError(error, where)
  }
}

/** Where things lie in the project, and the demo's keys. */
export const projectFolders = {
  keys: inProject('src/organiser/demo/keys'),
  app: inProject('dist'),
  edition: inProject('public/edition'),
  broadcast: inProject('public/broadcast'),
  treasurer: inProject('dist-treasurer'),
} as const
