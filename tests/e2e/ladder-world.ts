import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import { mediaType, sendBytes } from '../../src/gateway/gateway.ts'
import { createWeather, type WeatherServer } from '../../src/organiser/weather/weather.ts'
import { utf8 } from '../../src/shared/bytes.ts'
import { createDemoGateway } from './demo-gateway.ts'
import { type LadderKind, makeLadder } from './ladder-media.ts'

/** An evening whose broadcast is another organiser's: its ladder goes out as if it were live. */
export interface LadderWorld {
  readonly address: string
  readonly weather: WeatherServer
  /** Paths of the broadcast that were asked for, oldest first. */
  readonly asked: readonly string[]
  close(): Promise<void>
}

/** What is left of a whole playlist at a moment: the segments that are over by then, dated or not. */
const grown = (whole: string, startsAt: number, now: number, dated: boolean): string => {
  let at = startsAt
  const lines: string[] = []
  for (const line of whole.split('\n')) {
    if (line === '#EXT-X-ENDLIST') lines.push(line)
    else if (line.startsWith('#EXT-X-PLAYLIST-TYPE')) lines.push('#EXT-X-PLAYLIST-TYPE:EVENT')
    else if (line.startsWith('#EXTINF:')) {
      const next = at + Number.parseFloat(line.slice(8)) * 1000
      if (next > now) break
      if (dated) lines.push(`#EXT-X-PROGRAM-DATE-TIME:${new Date(at).toISOString()}`)
      lines.push(line)
      at = next
    } else lines.push(line)
  }
  return `${lines.join('\n')}\n`
}

export interface WorldOptions extends LadderKind {
  /** Seconds that are over when it opens, and of all. */
  past?: number
  seconds?: number
  /** Default: with EXT-X-PROGRAM-DATE-TIME. */
  dated?: boolean
}

export const openLadderWorld = async (options: WorldOptions): Promise<LadderWorld> => {
  const { past = 30, seconds = 200, dated = true } = options
  const folder = mkdtempSync(join(tmpdir(), 'sada-ladder-'))
  const broadcast = mkdtempSync(join(folder, 'broadcast-'))
  makeLadder(broadcast, options, seconds)
  const startsAt = Date.now() - past * 1000
  const asked: string[] = []
  const gateway = await createDemoGateway(folder, {
    extend(app) {
      app.get<{ Params: { '*': string } }>('/broadcast/*', (request, reply) => {
        const path = request.params['*']
        asked.push(path)
        const file = readFileSync(join(broadcast, path))
        const isList = path.endsWith('/index.m3u8')
        const bytes = isList ? utf8(grown(file.toString(), startsAt, Date.now(), dated)) : file
        const type = extname(path) === '.ts' ? 'video/mp2t' : mediaType(path)
        return sendBytes(request, reply, { bytes, type, cacheControl: 'no-cache' })
      })
    },
  })
  const { address } = await gateway.listen({ host: '127.0.0.1', port: 0 })
  const weather = await createWeather({
    upstream: { host: '127.0.0.1', port: Number(new URL(address).port) },
  })
  return {
    address: weather.address,
    weather,
    asked,
    async close() {
      weather.set({ kbps: null })
      await weather.close()
      await gateway.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
