import { access, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { createGateway, givingFromFolder, type Mounts, StartError } from '../../gateway/gateway.ts'
import { organisation } from '../../shared/organisation.ts'
import { createReplay, type Replay } from '../broadcast/replay.ts'
import { readPrivateKey } from '../keys/key-files.ts'
import { CommandError } from '../problems.ts'
import { inProject } from '../project.ts'

export interface EveningOptions {
  host: string
  /** 0: any free one. */
  port: number
  /** Folder of the gateway's database; made when absent. */
  data: string
  /** Folder of the organisation's keys; only the gateway's is read. */
  keys: string
  /** Folder of the built app, or `null` where something else serves it (Vite, in development). */
  app: string | null
  /** Folder of a built edition. */
  edition: string
  /** Folder of a recorded broadcast. */
  broadcast: string
  /** Where the gateway's structured logs go: a file, or standard error. */
  log: { file: string } | 'stderr'
}

export interface Evening {
  address: string
  replay: Replay
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
    'It comes with the project: git checkout public/broadcast',
  )
  const signingKey = await readPrivateKey(options.keys, 'gateway')
  const replay = await createReplay({ folder: broadcast })
  const mounts: Mounts = { ...(app === null ? {} : { '/': app }), '/edition/': edition }
  try {
    await mkdir(data, { recursive: true })
    const gateway = await createGateway({
      data,
      mounts,
      organisation: organisation.id,
      signingKey,
      giving: givingFromFolder(edition),
      logger: log === 'stderr' ? { stream: process.stderr } : log,
      extend: (server) => replay.register(server),
    })
    try {
      const { address } = await gateway.listen({ host, port })
      return { address, replay, close: () => gateway.close() }
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

/** Where things lie in the project, and the demo's keys. */
export const projectFolders = {
  keys: inProject('src/organiser/demo/keys'),
  app: inProject('dist'),
  edition: inProject('public/edition'),
  broadcast: inProject('public/broadcast'),
} as const
