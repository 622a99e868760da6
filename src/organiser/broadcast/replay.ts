import type { FastifyInstance } from 'fastify'
import { allowAnyOrigin, answerPreflight, lean } from '../../gateway/headers.ts'
import { type Sendable, sendBytes } from '../../gateway/send-bytes.ts'
import { utf8 } from '../../shared/bytes.ts'
import { ProblemError } from '../../shared/problem.ts'
import { openRecording } from './open-recording.ts'
import { formatPlaylist } from './playlist.ts'
import { createPlaylistCache } from './playlist-cache.ts'
import type { Source } from './source.ts'
import { freeze, liveCount, programDateTime, type Timeline, thaw } from './timeline.ts'

export interface ReplayOptions {
  /** Folder of a recording: the demo's kind, or one that `sada broadcast` wrote. */
  folder: string
  /** Milliseconds since the epoch. */
  now?: () => number
  /** How much has been broadcast before the replay begins. Default: ten minutes. */
  pastSeconds?: number
  /** How far an earlier replay had come; all segments keep their numbers and dates then. Overrides `pastSeconds`. */
  progress?: Progress
}

/** What a replay must remember over a restart of the server. Where the speaker was cut, the restart mends it. */
export type Progress = Omit<Timeline, 'segmentMs'>

/** A recorded broadcast that goes out as if it were live, for ever. */
export interface Replay {
  /** Answers `main.m3u8`, playlists and segments below `prefix`. */
  register(app: FastifyInstance, prefix?: string): void
  /** Cuts the speaker: playlists stop growing, what was said stays. */
  freeze(): void
  /** Lets the speaker go on where the cut was. */
  thaw(): void
  readonly frozen: boolean
  /** To be kept after `freeze` and `thaw`, and given to the next replay. */
  readonly progress: Progress
  /** Complete segments so far. */
  readonly count: number
}

const playlistType = 'application/vnd.apple.mpegurl'
/** A segment's bytes follow from its number alone, so they may be kept for ever. */
const forEver = 'public, max-age=31536000, immutable'
const revalidate = 'no-cache'

/**
 * Opens a recording for replay.
 * @throws where the recording is missing, malformed or its renditions differ in length
 */
export const createReplay = async (options: ReplayOptions): Promise<Replay> => {
  const { folder, now = Date.now, pastSeconds = 600 } = options
  const { main, segmentSeconds, sources } = await openRecording(folder)
  const segmentMs = segmentSeconds * 1000
  // Whole seconds: playlists then grow on whole seconds of the broadcast, and dates stay round.
  const startsAt = Math.floor(now() / 1000) * 1000 - pastSeconds * 1000
  const progress = options.progress ?? { startsAt, pauses: [], frozenAt: null }
  let timeline: Timeline = thaw({ ...progress, segmentMs }, now())
  const count = () => liveCount(timeline, now())
  const playlists = createPlaylistCache()

  const playlist = (name: string, source: Source, skip: boolean): Sendable => {
    const live = count()
    // A thaw changes no date of a segment already listed, so the count alone tells playlists apart.
    const bytes = playlists.get(name, live, skip, () =>
      utf8(
        formatPlaylist(
          {
            targetSeconds: segmentSeconds,
            count: live,
            duration: source.duration,
            uri: (n) => `s${n}.${source.extension}`,
            map: source.init ? 'init.mp4' : null,
            programDateTime: (n) => programDateTime(timeline, n),
          },
          skip,
        ),
      ),
    )
    return { bytes, type: playlistType, cacheControl: revalidate, compress: true }
  }

  const resource = (name: string, file: string, skip: boolean): Sendable => {
    const source = sources.get(name)
    if (!source) throw new ProblemError('not-found')
    if (file === 'index.m3u8') return playlist(name, source, skip)
    if (file === 'init.mp4' && source.init)
      return { bytes: source.init, type: source.type, cacheControl: forEver, compress: false }
    const [, number, extension] = /^s(0|[1-9]\d{0,8})\.(m4s|vtt)$/.exec(file) ?? []
    const n = Number(number)
    if (number === undefined || extension !== source.extension || n >= count())
      throw new ProblemError('not-found')
    const { type, compress } = source
    return { bytes: source.segment(n), type, cacheControl: forEver, compress }
  }

  return {
    register(app, prefix = '/broadcast/') {
      app.options(`${prefix}*`, (request, reply) => {
        allowAnyOrigin(reply)
        return answerPreflight(request, reply)
      })
      app.get(`${prefix}main.m3u8`, (request, reply) => {
        allowAnyOrigin(reply)
        lean(reply, playlistType)
        return sendBytes(request, reply, {
          bytes: main,
          type: playlistType,
          cacheControl: revalidate,
          compress: true,
        })
      })
      app.get<{ Params: { name: string; file: string }; Querystring: { _HLS_skip?: string } }>(
        `${prefix}:name/:file`,
        (request, reply) => {
          allowAnyOrigin(reply)
          const { name, file } = request.params
          const skip = request.query._HLS_skip
          const found = resource(name, file, skip === 'YES' || skip === 'v2')
          lean(reply, found.type)
          return sendBytes(request, reply, found)
        },
      )
    },
    freeze() {
      timeline = freeze(timeline, now())
    },
    thaw() {
      timeline = thaw(timeline, now())
    },
    get frozen() {
      return timeline.frozenAt !== null
    },
    get progress() {
      const { startsAt, pauses, frozenAt } = timeline
      return { startsAt, pauses, frozenAt }
    },
    get count() {
      return count()
    },
  }
}
