import type { Bytes } from '../../shared/bytes.ts'
import { beginsWithKey, isCluster } from './matroska.ts'
import { matroskaSplitter } from './split-stream.ts'

/** Hands coded pictures from the reader to their encoder without ever making the reader wait. */
export interface PictureFeed {
  push(chunk: Uint8Array): void
  /** Another encoder: it gets the stream's head, then what comes from the next key frame on. */
  to(stdin: NodeJS.WritableStream): void
  /** The stream is over: hands on what is queued, then ends the encoder's input. */
  end(): void
  /** Milliseconds the oldest queued picture has waited. */
  readonly waited: number
  /** How often pictures were left out to catch up. */
  readonly skips: number
}

/**
 * @param patienceMs pictures that have waited longer are left out, up to the next key frame; the encoder repeats the one
 * before, so that its count of frames, and with it the clock, stays true
 */
export const createPictureFeed = (patienceMs: number, now: () => number = Date.now): PictureFeed => {
  const stream = matroskaSplitter()
  const head: Bytes[] = []
  const queue: { bytes: Bytes; at: number }[] = []
  let out: NodeJS.WritableStream | null = null
  let [full, over, needsKey, broken] = [false, false, true, false]
  let skips = 0

  const pump = () => {
    for (let next = queue[0]; next && out && !full; next = queue[0]) {
      queue.shift()
      full = !out.write(next.bytes)
    }
    if (over && queue.length === 0) out?.end()
  }
  const take = (cluster: Bytes) => {
    if (needsKey && !beginsWithKey(cluster)) return
    needsKey = false
    queue.push({ bytes: cluster, at: now() })
    const [oldest] = queue
    if (!oldest || now() - oldest.at <= patienceMs) return
    queue.length = 0
    needsKey = true
    skips++
  }
  return {
    push(chunk) {
      if (broken) return
      try {
        for (const unit of stream.push(chunk)) {
          if (isCluster(unit)) take(unit)
          else {
            head.push(unit)
            out?.write(unit)
          }
        }
      } catch {
        broken = true // The voice does not depend on it; the picture is held until the next run.
      }
      pump()
    },
    to(stdin) {
      out = stdin
      full = false
      needsKey = true
      queue.length = 0
      stdin.on('error', () => undefined) // An encoder that died says so by its end.
      stdin.on('drain', () => {
        if (out !== stdin) return
        full = false
        pump()
      })
      for (const unit of head) stdin.write(unit)
      pump()
    },
    end() {
      over = true
      pump()
    },
    get waited() {
      const [oldest] = queue
      return oldest ? now() - oldest.at : 0
    },
    get skips() {
      return skips
    },
  }
}
